/** The emulator lies in a file of its own, which only the commands that use it load. */
export const loadEmulator = () => import('./server.ts');
