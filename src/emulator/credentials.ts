/** Who can log in to the emulator. Public by design: it answers on loopback alone and holds invented data. */
export const CLIENT = { id: 'emulator', secret: 'emulator-secret' } as const;
/** The user of the password grant, the seeded account's dispatcher. */
export const USER = { username: 'dana.whitfield@example.com', password: 'emulator-password' } as const;
