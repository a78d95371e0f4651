/**
 * A program of its own that asks the system's keyring and ends: a keyring that hangs can then be given up on. The request
 * comes as JSON on standard input and the answer goes as JSON to standard output, so that no process list shows a secret.
 */
import { Entry } from '@napi-rs/keyring';
import { readAll, reply } from '../io.ts';
import type { KeyringAnswer, KeyringRequest } from './keyring.ts';

/** Never the kernel's keyring, which forgets everything when the machine restarts. */
const STORE = { linux: { store: 'secret-service' } } as const;

function answer({ action, account, secret }: KeyringRequest): KeyringAnswer {
  try {
    const entry = new Entry('dispatch', account, STORE);
    if (action === 'set') entry.setPassword(secret ?? '');
    if (action === 'delete') entry.deletePassword();
    return { secret: action === 'get' ? entry.getPassword() : null };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

// It has started: from here on the keyring's time counts.
reply('\n');
void readAll().then((text) => reply(JSON.stringify(answer(JSON.parse(text) as KeyringRequest))));
