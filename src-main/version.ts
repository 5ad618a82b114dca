/** The program's version: package.json's, as a test checks. */
export const version = '0.1.0';
