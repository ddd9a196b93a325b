// What goes wrong at terminals and shops. Days count back from the last day of the demo.
import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE } from './demo-calendar.ts';
import { BAD_ROLLOUT, HARMLESS_ROLLOUT } from './devices.ts';
import { codes, effect, type FaultPlanner } from './fault-planner.ts';

const UNREPAIRED = Number.POSITIVE_INFINITY;

export function planTerminalFaults(planner: FaultPlanner): void {
	planDyingReader(planner);
	planLostKeys(planner);
	planMovedTerminal(planner);
	planPinPadFault(planner);
	planMisconfiguredMerchant(planner);
	planSilentTerminals(planner);
	planExpiredCertificates(planner);
	planBadFirmware(planner);
}

function planDyingReader(planner: FaultPlanner): void {
	const span = { startsAtMs: planner.at(12, '09:00'), endsAtMs: UNREPAIRED };
	const terminals = planner.takeTerminals(1, (terminal) => terminal.merchant.trade.key === 'restaurant');
	const worn = { ...span, rampMs: 8 * MS_PER_DAY, entryModes: ['chip', 'swipe', 'contactless'] as const };
	planner.hitTerminals(terminals, effect({ ...worn, share: 0.26, codes: codes('term', { E301: 1 }) }));
	planner.hitTerminals(terminals, effect({ ...worn, share: 0.2, codes: codes('cup', { '45': 70, '14': 30 }) }));
	planner.record(
		{
			kind: 'dying_reader',
			cause: 'card_data',
			dimension: 'terminal',
			values: terminals.map((terminal) => terminal.terminalId),
			codes: ['E301', '45', '14'],
			description: 'The chip reader wears out: a few failures at first, a third of all cards in the end.'
		},
		span,
		terminals
	);
}

function planLostKeys(planner: FaultPlanner): void {
	const span = { startsAtMs: planner.at(1, '10:20'), endsAtMs: UNREPAIRED };
	const terminals = planner.takeTerminals(1, (terminal) => terminal.merchant.trade.key === 'supermarket');
	planner.hitTerminals(
		terminals,
		effect({
			...span,
			share: 0.94,
			codes: codes('cup', { A0: 60, '99': 25, '77': 15 }),
			salesFactor: 0.5,
			products: ['credit', 'debit', 'prepaid', 'foreign']
		})
	);
	for (const { index } of terminals) planner.keysLostMs.set(index, span.startsAtMs);
	planner.record(
		{
			kind: 'lost_keys',
			cause: 'security_auth',
			dimension: 'terminal',
			values: terminals.map((terminal) => terminal.terminalId),
			codes: ['A0', '99', '77'],
			description: 'A tamper switch erased the keys; every sign-on fails, QR payments still work.'
		},
		span,
		terminals
	);
}

function planMovedTerminal(planner: FaultPlanner): void {
	const span = { startsAtMs: planner.at(4, '09:00'), endsAtMs: UNREPAIRED };
	const terminals = planner.takeTerminals(1, ({ connection }) => connection === '4g');
	planner.hitTerminals(
		terminals,
		effect({ ...span, share: 0.97, codes: codes('cup', { '97': 90, '58': 10 }), salesFactor: 0.35 })
	);
	for (const { index, merchant } of terminals) {
		planner.movedTo.set(index, { fromMs: span.startsAtMs, lat: merchant.lat + 0.11, lng: merchant.lng - 0.08 });
	}
	planner.record(
		{
			kind: 'moved_terminal',
			cause: 'fee_or_merchant_config',
			dimension: 'terminal',
			values: terminals.map((terminal) => terminal.terminalId),
			codes: ['97', '58'],
			description: 'Carried to another district, the terminal lost its enrolment.'
		},
		span,
		terminals
	);
}

function planPinPadFault(planner: FaultPlanner): void {
	const span = { startsAtMs: planner.at(7, '12:00'), endsAtMs: UNREPAIRED };
	const terminals = planner.takeTerminals(1, (terminal) => terminal.merchant.trade.key === 'pharmacy');
	planner.hitTerminals(
		terminals,
		effect({ ...span, share: 0.48, codes: codes('cup', { '55': 1 }), products: ['debit', 'prepaid', 'credit'] })
	);
	planner.record(
		{
			kind: 'pin_pad_fault',
			cause: 'card_data',
			dimension: 'terminal',
			values: terminals.map((terminal) => terminal.terminalId),
			codes: ['55'],
			description: 'A key of the PIN pad sticks: wrong PINs on many cards of many banks, at this one terminal.'
		},
		span,
		terminals
	);
}

function planMisconfiguredMerchant(planner: FaultPlanner): void {
	const span = { startsAtMs: planner.at(1, '00:00'), endsAtMs: UNREPAIRED };
	const [first] = planner.takeTerminals(1, ({ merchant }) => merchant.trade.key === 'clothing');
	if (!first) return;
	const siblings = planner.population.terminals.filter((terminal) => terminal.merchant === first.merchant);
	planner.hitTerminals(
		siblings,
		effect({ ...span, share: 0.55, codes: codes('cup', { '03': 1 }), products: ['credit'] })
	);
	planner.record(
		{
			kind: 'merchant_misconfigured',
			cause: 'fee_or_merchant_config',
			dimension: 'merchant',
			values: [first.merchant.merchantId],
			codes: ['03'],
			description: 'The merchant was filed under a category that may not take credit cards.'
		},
		span,
		siblings
	);
}

function planSilentTerminals(planner: FaultPlanner): void {
	const span = { startsAtMs: planner.at(2, '13:15'), endsAtMs: UNREPAIRED };
	const terminals = planner.takeTerminals(5, ({ salesPerDay }) => salesPerDay > 8);
	planner.hitTerminals(
		terminals,
		effect({ ...span, share: 0, codes: codes('term', { E103: 1 }), salesFactor: 0, isReportingSilent: true })
	);
	planner.record(
		{
			kind: 'silent_terminals',
			cause: null,
			dimension: 'terminal',
			values: terminals.map((terminal) => terminal.terminalId),
			description: 'No sale and no sign of life, although the shops are open and busy before.'
		},
		span,
		terminals
	);
}

function planExpiredCertificates(planner: FaultPlanner): void {
	const endsMs = planner.at(5, '08:00');
	const terminals = planner.sampleTerminals(
		0.6,
		({ model, merchant }) => model.vendor === 'Newland' && merchant.acquirerId === 'DEMO-SOUTH'
	);
	const expired = codes('term', { TLS_CERT_EXPIRED: 94, E105: 6 });
	for (const [nth, terminal] of terminals.entries()) {
		// Two of three are renewed in the field within two days; the others wait for a visit.
		const renewedMs = nth % 3 === 0 ? UNREPAIRED : endsMs + (6 + planner.random.below(42)) * MS_PER_HOUR;
		planner.certificateEndsMs.set(terminal.index, endsMs);
		if (Number.isFinite(renewedMs)) planner.certificateRenewedMs.set(terminal.index, renewedMs);
		const span = { startsAtMs: endsMs, endsAtMs: renewedMs };
		planner.hitTerminals([terminal], effect({ ...span, share: 1, codes: expired, latencyMs: 900, salesFactor: 0.3 }));
	}
	planner.record(
		{
			kind: 'expired_certificates',
			cause: 'security_auth',
			dimension: 'certificate',
			values: [new Date(endsMs).toISOString()],
			within: { acquirer: 'DEMO-SOUTH', model: 'N910' },
			codes: ['TLS_CERT_EXPIRED', 'E105'],
			description: 'A batch of client certificates ends in the same hour; a third of them is still not renewed.'
		},
		{ startsAtMs: endsMs, endsAtMs: UNREPAIRED },
		terminals
	);
}

function planBadFirmware(planner: FaultPlanner): void {
	const terminals = planner.sampleTerminals(0.3, ({ model }) => model.model === BAD_ROLLOUT.model);
	const regression = codes('cup', { '30': 65, A0: 35 });
	for (const [nth, terminal] of terminals.entries()) {
		// A first ring of one in ten on the first night, the rest three nights later.
		const nightsBefore = nth % 10 === 0 ? 10 : 7;
		const updatedMs = planner.at(nightsBefore, '03:00') + planner.random.below(90) * MS_PER_MINUTE;
		planner.firmwareUpdates.set(terminal.index, { atMs: updatedMs, version: BAD_ROLLOUT.version });
		planner.hitTerminals([terminal], effect({ startsAtMs: updatedMs, share: 0.065, codes: regression }));
	}
	planner.record(
		{
			kind: 'bad_firmware',
			cause: 'operator',
			dimension: 'firmware',
			values: [BAD_ROLLOUT.version],
			within: { model: BAD_ROLLOUT.model },
			codes: ['30', 'A0'],
			description: 'The new version packs some messages wrongly; the terminals that were not updated are well.'
		},
		{ startsAtMs: planner.at(10, '03:00'), endsAtMs: UNREPAIRED },
		terminals
	);
}

/** Half of those that are behind get the current version in one night; nothing comes of it. */
export function planHarmlessFirmware(planner: FaultPlanner): void {
	const { model: name, version } = HARMLESS_ROLLOUT;
	const terminals = planner.sampleTerminals(0.5, ({ model, firmware }) => model.model === name && firmware !== version);
	const startsAtMs = planner.at(9, '03:00');
	for (const { index } of terminals) {
		const atMs = startsAtMs + planner.random.below(60) * MS_PER_MINUTE;
		planner.firmwareUpdates.set(index, { atMs, version });
	}
	planner.record(
		{
			kind: 'harmless_firmware',
			cause: null,
			dimension: 'firmware',
			values: [version],
			within: { model: name },
			description: 'An update that changes nothing at the till: a verdict that calls it worse is wrong.'
		},
		{ startsAtMs, endsAtMs: UNREPAIRED },
		terminals
	);
}
