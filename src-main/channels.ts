/** The three channels between preload and main. */
export const channels = { call: 'call', event: 'event', dropped: 'dropped' } as const;
