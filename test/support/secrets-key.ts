/** Seals what tests seal. Invented. */
export const A_SECRETS_KEY = Buffer.alloc(32, 7).toString('base64');
