import { resolve } from 'node:path';
import { readArguments, UsageError } from './arguments.ts';
import type { Command } from './cli.ts';
import { languageIn, languageOption, tellProgress } from './runs-share.ts';
import { withSession } from './session.ts';

/** `report ID [ID ...] --out FILE [--language en|zh]` */
export const report: Command = async (words) => {
  const options = { ...languageOption, out: { type: 'string' } } as const;
  const { values, positionals: prefixes } = readArguments(words, options);
  if (prefixes.length === 0) throw new UsageError('missing <id>');
  const { out } = values;
  if (out === undefined) throw new UsageError('report needs --out FILE');
  const language = languageIn(values.language);
  await withSession(values, async (session) => {
    const { services, terminal } = session;
    const ids = prefixes.map((prefix) => services.history.runs.find(prefix));
    tellProgress(session);
    await services.sharing.report(ids, language, resolve(out));
    terminal.result({ type: 'report', runs: ids, file: resolve(out) }, `Report in ${out}`);
  });
  return 0;
};
