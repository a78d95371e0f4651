/** The datafiles may be on the API host or on a host of their own: an answer of 404 names the setting to try. */
import { API_URLS, FILES_URLS, filesUrlOf } from '../config/environments.ts';
import { NotFoundError } from '../errors.ts';
import type { Session } from './session.ts';

/** @throws NotFoundError with the setting, when the work ends with one at the usual address */
export async function onFilesHost<T>(session: Session, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { apiUrl, filesUrl, profile } = await session.settings();
    if (!(error instanceof NotFoundError) || filesUrl !== filesUrlOf(apiUrl)) throw error;
    const { status, details, requestId } = error;
    const other = apiUrl === API_URLS.sandbox ? FILES_URLS.sandbox : FILES_URLS.production;
    throw new NotFoundError(`there is nothing at ${filesUrl} for this request (404)`, {
      status,
      details,
      requestId,
      hint: `If the account keeps its files on the Files host: dispatch profiles set ${profile.value} --files-url ${other}`,
    });
  }
}
