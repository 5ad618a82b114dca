/** The program's version; the release script keeps it equal to package.json's, and a test checks it. */
export const version = '0.1.0';
