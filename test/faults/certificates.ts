/** Certificates for a test's own servers, made by openssl. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

export interface Certificates {
  /** The file of the authority's certificate, for NODE_EXTRA_CA_CERTS. */
  readonly authority: string;
  readonly key: string;
  /** For 127.0.0.1 and localhost, by the authority. */
  readonly good: string;
  /** By the authority, for another host. */
  readonly otherHost: string;
  /** For 127.0.0.1 and localhost, by nobody. */
  readonly selfSigned: string;
}

const HERE = 'subjectAltName=IP:127.0.0.1,DNS:localhost';

/** Makes them for all tests of a file. */
export function makeCertificates(): Certificates {
  const dir = mkdtempSync(join(tmpdir(), 'dispatch-certificates-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: dir, stdio: 'ignore' });
  const read = (name: string) => readFileSync(join(dir, name), 'utf8');
  const make = (name: string, extension: string, ...words: string[]) =>
    openssl(
      'req',
      '-x509',
      '-key',
      'key.pem',
      '-days',
      '2',
      '-out',
      name,
      '-subj',
      `/CN=${name}`,
      '-addext',
      extension,
      ...words,
    );
  const byAuthority = (name: string, extension: string) => {
    writeFileSync(join(dir, 'extensions'), extension);
    openssl('req', '-new', '-key', 'key.pem', '-out', 'request.pem', '-subj', `/CN=${name}`);
    openssl(
      ...['x509', '-req', '-in', 'request.pem', '-CA', 'authority.pem', '-CAkey', 'key.pem', '-days', '2'],
      ...['-CAcreateserial', '-extfile', 'extensions', '-out', name],
    );
  };
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', 'key.pem');
  make('authority.pem', 'keyUsage=critical,keyCertSign');
  make('self.pem', HERE);
  byAuthority('good.pem', HERE);
  byAuthority('other.pem', 'subjectAltName=DNS:dispatch.example');
  return {
    authority: join(dir, 'authority.pem'),
    key: read('key.pem'),
    good: read('good.pem'),
    otherHost: read('other.pem'),
    selfSigned: read('self.pem'),
  };
}
