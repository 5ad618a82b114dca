import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFolder } from '../repository.ts';
import { parseDefines, recipeKey } from './recipe.ts';

describe("SQLite's defines", () => {
  it('are read from the file better-sqlite3 ships', () => {
    const file = join(packageFolder('better-sqlite3'), 'deps', 'defines.gypi');
    const defines = parseDefines(readFileSync(file, 'utf8'));
    expect(defines).toContain('-DSQLITE_THREADSAFE=2');
    expect(defines).toContain('-DSQLITE_ENABLE_COLUMN_METADATA');
  });

  it('must not be missing', () => {
    expect(() => parseDefines("{ 'defines': [] }")).toThrow('No defines');
  });
});

describe('the key of a recipe', () => {
  const recipe = {
    versions: { 'better-sqlite3': '13.2.0' },
    header: '#pragma once',
    cFlags: ['-O2'],
    cppFlags: [],
    linkFlags: [],
  };

  it('carries the version and changes with every part', () => {
    const key = recipeKey(recipe);
    expect(key).toMatch(/^better-sqlite3-13\.2\.0-[0-9a-f]{12}$/);
    expect(recipeKey({ ...recipe, header: '' })).not.toBe(key);
    expect(recipeKey({ ...recipe, cFlags: ['-O3'] })).not.toBe(key);
  });
});
