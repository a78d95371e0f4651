/**
 * A request by undici's `dispatch`. Its `request` makes a Node stream of every body, which took a sixth of the time of a long listing:
 * here a body is the buffers that have come, and the server is stopped while nobody takes them.
 */
import type { Dispatcher } from 'undici';
import type { Body } from './types.ts';

/** Bytes that wait for their reader before the server has to wait, too: two pages of a list. */
const MOST_WAITING = 64 * 1024;

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Body;
}

/** Sends, and resolves when the answer begins. @throws undici's and the socket's errors, or the signal's reason */
export function receive(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  signal: AbortSignal,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    dispatcher.dispatch(options, new Incoming(Interruptible.by(signal), resolve, reject));
  });
}

/**
 * What is to end when a signal is aborted, with one listener for all of it. A listener of its own for each request would make every one
 * that was removed keep the next one alive until V8 collects old objects: 1.5 kB for each page of a long listing.
 */
class Interruptible {
  private static readonly bySignal = new WeakMap<AbortSignal, Interruptible>();
  private readonly waiting: Incoming[] = [];

  private constructor(private readonly signal: AbortSignal) {}

  static by(signal: AbortSignal): Interruptible {
    const known = Interruptible.bySignal.get(signal) ?? new Interruptible(signal);
    Interruptible.bySignal.set(signal, known);
    return known;
  }

  add(one: Incoming): void {
    if (this.waiting.push(one) === 1) this.signal.addEventListener('abort', this.interrupt);
  }

  remove(one: Incoming): void {
    const at = this.waiting.indexOf(one);
    if (at >= 0) this.waiting.splice(at, 1);
    if (this.waiting.length === 0) this.signal.removeEventListener('abort', this.interrupt);
  }

  private readonly interrupt = (): void => {
    for (const one of [...this.waiting]) one.interrupt(this.signal.reason);
  };
}

class Incoming implements Dispatcher.DispatchHandler, Body {
  private controller: Dispatcher.DispatchController | undefined;
  private waiting: Buffer[] = [];
  private bytes = 0;
  private ended = false;
  private failure: Error | undefined;
  /** Wakes the reader who has taken all there is. */
  private wake: (() => void) | undefined;

  constructor(
    private readonly interruptible: Interruptible,
    private readonly begun: (received: Received) => void,
    private readonly failed: (error: Error) => void,
  ) {
    interruptible.add(this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.failure) controller.abort(this.failure);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Received['headers']): void {
    // What comes before the answer (103 Early Hints) is none.
    if (status >= 200) this.begun({ status, headers, body: this });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.waiting.push(chunk);
    this.bytes += chunk.length;
    if (this.bytes > MOST_WAITING) controller.pause();
    this.wake?.();
  }

  onResponseEnd(): void {
    this.ended = true;
    this.settle();
  }

  onResponseError(_: Dispatcher.DispatchController | undefined, error: Error): void {
    this.fail(error);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      while (!this.isOver()) {
        const taken = this.waiting;
        this.waiting = [];
        this.bytes = 0;
        this.controller?.resume();
        yield* taken;
        if (this.waiting.length === 0 && !this.isOver()) await new Promise<void>((resolve) => (this.wake = resolve));
      }
      if (this.failure) throw this.failure;
    } finally {
      this.discard();
    }
  }

  discard(): void {
    this.waiting = [];
    if (!this.ended) this.fail(new Error('nobody reads the answer'));
  }

  /** Nothing is left, and nothing will come. */
  private isOver(): boolean {
    return this.waiting.length === 0 && (this.ended || this.failure !== undefined);
  }

  interrupt(reason: Error): void {
    this.fail(reason);
  }

  private fail(error: Error): void {
    if (this.failure) return;
    this.failure = error;
    this.settle();
    this.failed(error);
    this.controller?.abort(error);
  }

  private settle(): void {
    this.interruptible.remove(this);
    this.wake?.();
  }
}
