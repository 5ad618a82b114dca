import { describe, expect, it } from 'vitest';
import { parseReachability, refusal } from './reachability.ts';

describe('an HTTP answer', () => {
  it('from the page itself means that it is within reach, a bad one too', () => {
    for (const status of [200, 404, 429, 500, 503]) {
      expect(refusal(status, 'example.org')).toBeUndefined();
    }
  });

  it('from a filter on the way is a refusal', () => {
    expect(refusal(403, 'example.org')).toEqual({
      reachable: false,
      reason: 'example.org: HTTP 403, forbidden',
    });
    expect(refusal(407, 'example.org')?.reachable).toBe(false);
  });
});

describe("the probe's line", () => {
  it('is read back', () => {
    expect(parseReachability('{"reachable":true}\n')).toEqual({ reachable: true });
    expect(parseReachability('{"reachable":false,"reason":"x: ENOTFOUND"}')).toEqual({
      reachable: false,
      reason: 'x: ENOTFOUND',
    });
  });

  it('is missing when the probe crashed', () => {
    expect(parseReachability('')).toBeUndefined();
    expect(parseReachability('42')).toBeUndefined();
  });
});
