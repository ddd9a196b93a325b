import { BROKEN_TERMINAL } from './recent-days.ts';

/** Every page there is, with an address that shows something on it. */
export const PAGES: Readonly<Record<string, string>> = {
	overview: '/',
	'overview-empty': '/?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z',
	'wall-board': '/?wall=1',
	attention: '/attention',
	'attention-empty': '/attention?marked=snoozed',
	'failures-explorer': '/failures/explorer?compare=previous',
	'failing-terminals': '/failures/terminals',
	'failing-merchants': '/failures/merchants',
	terminals: '/terminals',
	'terminals-not-found': '/terminals?q=there-is-no-such-terminal',
	'terminals-columns': '/terminals?columns=state,merchant,approval,battery,serial,status&sort=-attempts',
	'terminals-causes':
		'/terminals?firstSeenFrom=2026-01-01T00:00:00Z&columns=state,mainCause,failedAmount,network,security_auth&sort=-terminal',
	'terminals-compared': `/terminals/compare?terminal=${BROKEN_TERMINAL}`,
	'terminals-compared-none': '/terminals/compare',
	terminal: `/terminals/${BROKEN_TERMINAL}`,
	'terminal-unknown': '/terminals/NO-SUCH-TERMINAL',
	changes: '/changes?kind=worse',
	'merchant-changes': '/changes/merchants',
	'first-seen': '/changes/first-seen?since=2026-01-01T00:00:00Z',
	'first-seen-none': '/changes/first-seen?since=2100-01-01T00:00:00Z',
	merchants: '/merchants',
	merchant: '/merchants/M-0',
	'response-codes': '/response-codes?window=7d',
	'response-code': '/response-codes/cup/51?window=7d',
	firmware: '/firmware',
	'firmware-terminals': '/firmware/terminals',
	'firmware-rollouts': '/firmware/rollouts',
	data: '/data',
	coverage: '/data/coverage',
	batches: '/data/batches',
	rejects: '/data/rejects',
	'unmapped-codes': '/data/unmapped-codes',
	import: '/data/import'
};
