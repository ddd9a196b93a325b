// Refusals of a whole body. What is wrong with one record is a reject, never an error.
import { defineError } from '#api/platform/errors.ts';

export const unsupportedMediaType = defineError(
	'ingest.unsupported_media_type',
	415,
	'This type of content is not taken here'
);
export const unsupportedEncoding = defineError(
	'ingest.unsupported_encoding',
	415,
	'This content encoding is not taken here'
);
export const unsupportedCharset = defineError('ingest.unsupported_charset', 415, 'This character set is not read here');
export const malformedGzip = defineError('ingest.malformed_gzip', 400, 'The gzip data is damaged');
export const malformedText = defineError('ingest.malformed_text', 400, 'The text is not in the declared character set');
export const malformedJson = defineError('ingest.malformed_json', 400, 'The body is not a JSON array');
export const malformedCsv = defineError('ingest.malformed_csv', 400, 'The body is not readable as CSV');
export const headerMissing = defineError('ingest.header_missing', 400, 'The CSV has no header row');
export const headerUnusable = defineError('ingest.header_unusable', 400, 'The CSV header does not fit');
export const bodyTruncated = defineError('ingest.truncated', 400, 'The body ended too early');
export const bodyInterrupted = defineError('ingest.interrupted', 400, 'The body broke off on its way');
export const tooManyRejects = defineError('ingest.too_many_rejects', 422, 'Too many records were refused');
export const dryRunTooLarge = defineError('ingest.dry_run_too_large', 413, 'Too many records for a dry run');
export const noSuchBatch = defineError('ingest.no_such_batch', 400, 'There is no such batch to correct');
export const fileTooLarge = defineError('ingest.file_too_large', 413, 'The file is too large');
export const malformedZip = defineError('ingest.malformed_zip', 400, 'The ZIP archive is damaged');
