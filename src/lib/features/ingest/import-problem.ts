import { problemOf } from '#lib/api/problem-words.ts';
import { ApiError } from '#lib/api/errors.ts';
import { m } from '#lib/i18n/messages.ts';

/** Why a whole body was not taken, or not to its end. */
const WORDS_BY_CODE = new Map<string, () => string>([
	['ingest.unsupported_media_type', m.import_problem_media_type],
	['ingest.unsupported_encoding', m.import_problem_encoding],
	['ingest.unsupported_charset', m.import_problem_charset],
	['ingest.malformed_gzip', m.import_problem_gzip],
	['ingest.malformed_text', m.import_problem_text],
	['ingest.malformed_json', m.import_problem_json],
	['ingest.malformed_csv', m.import_problem_csv],
	['ingest.header_missing', m.import_problem_header_missing],
	['ingest.header_unusable', m.import_problem_header],
	['ingest.truncated', m.import_problem_truncated],
	['ingest.interrupted', m.import_problem_interrupted],
	['ingest.too_many_rejects', m.import_problem_too_many_rejects],
	['ingest.dry_run_too_large', m.import_problem_dry_run_too_large]
]);

/** Null for a code that this page does not know. */
export function importProblemWords(code: string): string | null {
	return WORDS_BY_CODE.get(code)?.() ?? null;
}

export function importProblemOf(error: Error): ReturnType<typeof problemOf> {
	const problem = problemOf(error);
	return error instanceof ApiError ? { ...problem, title: importProblemWords(error.code) ?? problem.title } : problem;
}
