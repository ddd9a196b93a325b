// What goes wrong beyond the terminals: at banks, hosts and carriers. Days count back from the last day of the demo.
import { MS_PER_HOUR, MS_PER_MINUTE } from './demo-calendar.ts';
import { codes, effect, type FaultPlanner } from './fault-planner.ts';
import { BANKS } from './issuers.ts';
import { ACQUIRER_IDS } from './places.ts';

const UNREPAIRED = Number.POSITIVE_INFINITY;
const COMING_WEEKS = 26;

export function planUpstreamFaults(planner: FaultPlanner, days: number): void {
	planIssuerOutage(planner);
	planIssuerMaintenance(planner);
	planHostOutage(planner);
	planCarrierOutage(planner);
	planCutOver(planner, days);
	planUnmappedCode(planner);
	planComingOutages(planner);
}

function planIssuerOutage(planner: FaultPlanner): void {
	const span = { startsAtMs: planner.at(3, '11:40'), endsAtMs: planner.at(3, '13:05') };
	const outage = codes('cup', { '91': 60, '98': 22, '68': 18 });
	planner.hitIssuer('BCOM', effect({ ...span, share: 0.87, codes: outage, latencyMs: 21_000 }));
	planner.record(
		{
			kind: 'issuer_outage',
			cause: 'bank_system',
			dimension: 'issuer',
			values: ['BCOM'],
			codes: ['91', '98', '68'],
			description: 'The bank’s authorisation host is down over lunch; no notice was given.'
		},
		span
	);
}

function planIssuerMaintenance(planner: FaultPlanner): void {
	const span = { startsAtMs: planner.at(6, '21:30'), endsAtMs: planner.at(5, '02:30') };
	planner.hitIssuer('PSBC', effect({ ...span, share: 0.96, codes: codes('cup', { '91': 85, '96': 15 }) }));
	planner.notices.push({
		noticeId: 'DEMO-NOTICE-PSBC-1',
		issuer: 'PSBC',
		kind: 'maintenance',
		startsAt: new Date(span.startsAtMs).toISOString(),
		endsAt: new Date(span.endsAtMs).toISOString(),
		text: '系统升级维护，期间借记卡、信用卡交易可能失败。',
		publishedAt: new Date(planner.at(9, '10:00')).toISOString()
	});
	planner.record(
		{
			kind: 'issuer_maintenance',
			cause: 'bank_system',
			dimension: 'issuer',
			values: ['PSBC'],
			codes: ['91', '96'],
			description: 'Announced maintenance at night: a known outage, not a new one.'
		},
		span
	);
}

function planHostOutage(planner: FaultPlanner): void {
	const span = { startsAtMs: planner.at(8, '18:20'), endsAtMs: planner.at(8, '18:48') };
	planner.hitAcquirer('DEMO-SOUTH', effect({ ...span, share: 0.7, codes: codes('cup', { '96': 55, C1: 25, '': 20 }) }));
	planner.record(
		{
			kind: 'host_outage',
			cause: 'bank_system',
			dimension: 'acquirer',
			values: ['DEMO-SOUTH'],
			codes: ['96', 'C1', null],
			description: 'The acquirer’s front end restarts in the evening rush; every carrier, model and issuer is hit.'
		},
		span
	);
}

function planCarrierOutage(planner: FaultPlanner): void {
	const span = { startsAtMs: planner.at(2, '16:30'), endsAtMs: planner.at(2, '19:10') };
	const suffering = planner.population.terminals.filter(
		(terminal) => terminal.carrier === 'CUCC' && terminal.merchant.city.name === '成都'
	);
	const outage = codes('term', { E103: 45, E107: 25, E101: 15, '': 15 });
	planner.hitTerminals(
		suffering,
		effect({ ...span, share: 0.82, codes: outage, latencyMs: 60_000, salesFactor: 0.7, isReportingSilent: true })
	);
	planner.record(
		{
			kind: 'carrier_outage',
			cause: 'network',
			dimension: 'carrier',
			values: ['CUCC'],
			within: { region: '成都' },
			codes: ['E103', 'E107', 'E101', null],
			description: 'A cut fibre takes one carrier’s cells in one city away.'
		},
		span,
		suffering
	);
}

function planCutOver(planner: FaultPlanner, days: number): void {
	const span = { startsAtMs: planner.at(days, '00:00'), endsAtMs: UNREPAIRED };
	const dailyMs = { from: 23 * MS_PER_HOUR, to: 23 * MS_PER_HOUR + 5 * MS_PER_MINUTE };
	const cutOver = effect({
		...span,
		dailyMs,
		share: 0.4,
		codes: codes('cup', { '90': 1 }),
		products: ['credit', 'debit']
	});
	for (const acquirerId of ACQUIRER_IDS) planner.hitAcquirer(acquirerId, cutOver);
	planner.record(
		{
			kind: 'cut_over',
			cause: 'bank_system',
			dimension: 'acquirer',
			values: [...ACQUIRER_IDS],
			dailyAt: { from: '23:00', to: '23:05' },
			codes: ['90'],
			description: 'Hosts change the business day: five minutes of code 90 every night, expected.'
		},
		span
	);
}

function planUnmappedCode(planner: FaultPlanner): void {
	const span = { startsAtMs: planner.at(9, '00:00'), endsAtMs: UNREPAIRED };
	planner.hitAcquirer('DEMO-WEST', effect({ ...span, share: 0.004, codes: codes('cup', { Q7: 1 }) }));
	planner.record(
		{
			kind: 'unmapped_code',
			cause: 'unknown',
			dimension: 'acquirer',
			values: ['DEMO-WEST'],
			codes: ['Q7'],
			description: 'The acquirer began to use a code of its own that nobody has mapped.'
		},
		span
	);
}

/** Half a year of live mode has news, too: every week or so a bank is down for a while. */
function planComingOutages(planner: FaultPlanner): void {
	for (let week = 1; week <= COMING_WEEKS; week++) {
		const { code } = planner.random.pick(BANKS);
		const startsAtMs = planner.at(-week * 7, '09:00') + planner.random.below(5 * 24) * MS_PER_HOUR;
		const span = { startsAtMs, endsAtMs: startsAtMs + (25 + planner.random.below(70)) * MS_PER_MINUTE };
		planner.hitIssuer(code, effect({ ...span, share: 0.8, codes: codes('cup', { '91': 70, '96': 18, '68': 12 }) }));
		planner.record(
			{
				kind: 'issuer_outage',
				cause: 'bank_system',
				dimension: 'issuer',
				values: [code],
				codes: ['91', '96', '68'],
				description: 'A bank is down while the live mode runs.'
			},
			span
		);
	}
}
