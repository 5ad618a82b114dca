// Opens a database with the addon whose path is the argument and exercises it. Run as a process of
// its own, because a wrong addon ends the process instead of throwing; under Node and under
// Electron, whose Node may be too old for TypeScript.
import assert from 'node:assert/strict';
import process from 'node:process';
import Database from 'better-sqlite3';

const database = new Database(':memory:', { nativeBinding: process.argv[2] });

database.exec('CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB)');
const insert = database.prepare('INSERT INTO item (name, data) VALUES (@name, @data)');
database.transaction(() => {
  for (let i = 0; i < 1000; i++) insert.run({ name: `item ${i}`, data: Buffer.from([i % 256]) });
})();
assert.deepEqual(database.prepare('SELECT * FROM item WHERE id = 301').get(), {
  id: 301,
  name: 'item 300',
  data: Buffer.from([300 % 256]),
});
assert.throws(() => insert.run({ name: 'item 0', data: null }), {
  code: 'SQLITE_CONSTRAINT_UNIQUE',
});

// An accumulator that is no object, and exceptions on their way through SQLite.
database.aggregate('joined', { start: '', step: (text, next) => text + next });
assert.equal(database.prepare('SELECT joined(id) AS t FROM item WHERE id < 4').get().t, '123');
const fail = () => {
  throw new RangeError('thrown on purpose');
};
database.function('failing', fail);
database.aggregate('failing_sum', { start: 0, step: (sum, next) => sum + next, result: fail });
assert.throws(() => database.prepare('SELECT failing()').get(), RangeError);
assert.throws(() => database.prepare('SELECT failing_sum(id) FROM item').get(), RangeError);

database.close();
console.log('ok');
