// What a body says about itself: its format, its character set, whether it is compressed.
import { unsupportedCharset, unsupportedEncoding, unsupportedMediaType } from './ingest.errors.ts';

export type BodyFormat = 'ndjson' | 'json' | 'csv' | 'pem' | 'certificate' | 'zip';

export type BodyDescription = { format: BodyFormat; charset: string; isGzip: boolean };

const FORMAT_BY_MEDIA_TYPE = new Map<string, BodyFormat>([
	['application/x-ndjson', 'ndjson'],
	['application/ndjson', 'ndjson'],
	['application/jsonl', 'ndjson'],
	['application/json', 'json'],
	['text/csv', 'csv'],
	['application/x-pem-file', 'pem'],
	['application/pkix-cert', 'certificate'],
	['application/x-x509-ca-cert', 'certificate'],
	['application/pkcs7-mime', 'certificate'],
	['application/x-pkcs7-certificates', 'certificate'],
	['application/zip', 'zip'],
	['application/x-zip-compressed', 'zip']
]);

/** What holds certificates themselves. */
const CERTIFICATE_FORMATS: readonly BodyFormat[] = ['pem', 'certificate', 'zip'];

const COMPRESSED_MEDIA_TYPE = /^application\/(x-)?(gzip|zip)$/;

// Encodings in which quotes, commas and line feeds are never part of another character once decoded as a stream.
const CHARSETS = new Map([
	['utf-8', 'utf-8'],
	['utf8', 'utf-8'],
	['us-ascii', 'utf-8'],
	['gb18030', 'gb18030'],
	['gbk', 'gb18030'],
	['gb2312', 'gb18030']
]);

/** Reads the Content-Type and Content-Encoding headers; refuses with 415 what cannot be read, naming what can. */
export function describeBody(
	contentType: string | null,
	contentEncoding: string | null,
	allowsCertificates: boolean
): BodyDescription {
	const [mediaType = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim());
	const format = FORMAT_BY_MEDIA_TYPE.get(mediaType.toLowerCase());
	if (format === undefined || (CERTIFICATE_FORMATS.includes(format) && !allowsCertificates))
		throw unsupportedMediaType(mediaTypeHelp(mediaType, allowsCertificates));
	return { format, charset: charsetOf(parameters), isGzip: isGzip(contentEncoding) };
}

function mediaTypeHelp(mediaType: string, allowsCertificates: boolean): string {
	const accepted = ['application/x-ndjson', 'application/json', 'text/csv'];
	if (allowsCertificates) accepted.push('application/x-pem-file', 'application/pkix-cert', 'application/zip');
	const help = `Send Content-Type ${accepted.slice(0, -1).join(', ')} or ${accepted.at(-1)}`;
	if (mediaType === '') return `${help}; there was none.`;
	if (COMPRESSED_MEDIA_TYPE.test(mediaType)) return `${help}, and say Content-Encoding: gzip for compression.`;
	return `${help}, not ${JSON.stringify(mediaType.slice(0, 60).toWellFormed())}.`;
}

function charsetOf(parameters: readonly string[]): string {
	const declared = parameters.find((parameter) => /^charset\s*=/i.test(parameter));
	if (declared === undefined) return 'utf-8';
	const name = declared
		.slice(declared.indexOf('=') + 1)
		.trim()
		.replace(/^"(.*)"$/, '$1')
		.toLowerCase();
	const charset = CHARSETS.get(name);
	if (charset === undefined) throw unsupportedCharset('Send charset=utf-8, gb18030 or gbk.');
	return charset;
}

function isGzip(contentEncoding: string | null): boolean {
	const encoding = (contentEncoding ?? '').trim().toLowerCase();
	if (encoding === '' || encoding === 'identity') return false;
	if (encoding === 'gzip' || encoding === 'x-gzip') return true;
	throw unsupportedEncoding('Send Content-Encoding: gzip, or none.');
}
