/** The version in package.json, put here by the build. */
declare const DISPATCH_VERSION: string;
export const VERSION: string = DISPATCH_VERSION;
