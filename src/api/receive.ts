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
    dispatcher.dispatch(options, new Incoming(signal, resolve, reject));
  });
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
    private readonly signal: AbortSignal,
    private readonly begun: (received: Received) => void,
    private readonly failed: (error: Error) => void,
  ) {
    signal.addEventListener('abort', this.interrupt);
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

  private readonly interrupt = (): void => this.fail(this.signal.reason);

  private fail(error: Error): void {
    if (this.failure) return;
    this.failure = error;
    this.settle();
    this.failed(error);
    this.controller?.abort(error);
  }

  private settle(): void {
    this.signal.removeEventListener('abort', this.interrupt);
    this.wake?.();
  }
}
