// Finds card numbers in records before anything of them is kept, escapes of JSON undone.
import { findCardNumber } from '#lib/domain/card-numbers.ts';
import type { Problem } from './record-reject.ts';

/** Digits and separators in a row, in any width, of which no card number has fewer. */
const RUN_LENGTH = 12;
// Coordinates and logarithms have a dozen decimals that pass Luhn's check one time in ten; as the fraction of a bare number
// (a JSON number, a cell of a CSV) they are not a card number.
const DECIMALS = /(^|[:,;|[\t\n]) *(-?\d{1,12})\.\d+(?=$|[ ,;|}\]\r\t\n]|[eE][+-]?\d)/g;
const ESCAPE = /\\u([0-9a-fA-F]{4})/g;
const SHOWABLE_FIELD = /^[A-Za-z_][\w]{0,63}$/;
const SEARCH_DEPTH_MAX = 4;
const SHOWN_LENGTH_MAX = 40;

/** Whether a text, or what it stands for once unescaped, holds a card number. */
export function holdsCardNumber(text: string): boolean {
	if (!hasLongRun(text) && !text.includes('\\u')) return false;
	if (findCardNumber(text) !== null && findCardNumber(text.replace(DECIMALS, '$1$2')) !== null) return true;
	return text.includes('\\u') && findCardNumber(unescaped(text)) !== null;
}

/**
 * Cheap test that lets nearly every record pass: whether a dozen digits and separators stand in a row. Such a run covers one of every
 * dozen places, so only those are looked at, and their neighbours where one is a digit or a separator.
 */
export function hasLongRun(text: string): boolean {
	for (let place = RUN_LENGTH - 1; place < text.length; place += RUN_LENGTH) {
		if (!mayBelong(text.charCodeAt(place))) continue;
		let first = place;
		while (first > 0 && mayBelong(text.charCodeAt(first - 1))) first--;
		let end = place + 1;
		while (end < text.length && mayBelong(text.charCodeAt(end))) end++;
		if (end - first >= RUN_LENGTH) return true;
	}
	return false;
}

function mayBelong(code: number): boolean {
	if (code <= 0x7f) return (code >= 0x30 && code <= 0x39) || code === 0x20 || code === 0x2d;
	return (
		(code >= 0xff10 && code <= 0xff19) ||
		code === 0xa0 ||
		(code >= 0x2010 && code <= 0x2014) ||
		code === 0x3000 ||
		code === 0xff0d
	);
}

function unescaped(text: string): string {
	return text.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The refusal of a record that holds a card number; names the field where that is known and safe to name. */
export function cardNumberProblem(value: unknown): Problem {
	const field = fieldWithCardNumber(value, SEARCH_DEPTH_MAX);
	return {
		field,
		code: `${field ?? 'record'}.card_number`,
		message: 'holds a card number, so nothing of this record was kept; send a keyed hash in cardToken instead'
	};
}

function fieldWithCardNumber(value: unknown, depth: number): string | null {
	if (typeof value !== 'object' || value === null || depth === 0) return null;
	for (const [key, inner] of Object.entries(value)) {
		if (!SHOWABLE_FIELD.test(key) || holdsCardNumber(key)) continue;
		if (isHit(inner, depth)) return key;
	}
	return null;
}

function isHit(value: unknown, depth: number): boolean {
	if (typeof value === 'string' || typeof value === 'number') return holdsCardNumber(String(value));
	if (typeof value !== 'object' || value === null || depth === 0) return false;
	return Object.entries(value).some(([key, inner]) => holdsCardNumber(key) || isHit(inner, depth - 1));
}

/** A value as a message may quote it: short, without control characters, never a card number. */
export function quoted(value: unknown): string {
	if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
	const text = String(value);
	if (holdsCardNumber(text)) return '(hidden)';
	const shown = text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}…` : text;
	return JSON.stringify(shown.toWellFormed());
}
