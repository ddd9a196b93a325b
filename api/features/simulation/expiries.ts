// Papers of the demo: approvals of its models and the plans of its SIMs, some of which nobody has verified, and one carrier whose plans
// all end on one day.
import { DEVICE_MODELS, type DeviceModel } from './devices.ts';
import { localDate, MS_PER_DAY } from './demo-calendar.ts';
import type { Population } from './population.ts';
import type { ExpiryRecord } from './records.ts';

const YEAR_DAYS = 365;
/** Until the approval of each model in turn ends; below zero it is over. */
const PTS_DAYS_LEFT = [420, 150, -75, 900, 60];
const CLIFF_CARRIER = 'CUCC';
const CLIFF_DAYS_LEFT = 19;
const PLAN_MONTHS = 12;
const MONTH_DAYS = 30;

export function expiryRecords(population: Population, toMs: number): ExpiryRecord[] {
	const dayAt = (days: number) => localDate(toMs + days * MS_PER_DAY);
	return [
		...DEVICE_MODELS.flatMap((model, index) => approvals(model, index, dayAt)),
		...population.terminals.flatMap((terminal, index) =>
			terminal.iccid === null || terminal.carrier === null
				? []
				: [simPlan({ iccid: terminal.iccid, carrier: terminal.carrier }, index, dayAt)]
		)
	];
}

function approvals(model: DeviceModel, index: number, dayAt: (days: number) => string): ExpiryRecord[] {
	const daysLeft = PTS_DAYS_LEFT[index % PTS_DAYS_LEFT.length] ?? 0;
	const of = { vendor: model.vendor, model: model.model, carrier: null };
	const verifiedOn = index % 3 === 0 ? null : dayAt(-20 - index);
	return [
		{
			...{ ...of, kind: 'pts', number: model.ptsApproval, name: 'PTS POI 5.x' },
			...{
				validFrom: dayAt(daysLeft - 6 * YEAR_DAYS),
				endsOn: dayAt(daysLeft),
				source: 'Demo: listing of approved devices',
				verifiedOn
			}
		},
		{
			...{ ...of, kind: 'unionpay', number: `P${3100 + index}`, name: 'Terminal certification' },
			...{
				validFrom: dayAt(-3 * YEAR_DAYS),
				endsOn: dayAt(240 + 30 * index),
				source: 'Demo: certificate of the network',
				verifiedOn: null
			}
		},
		{
			...{ ...of, kind: 'emv_level_2', number: `LOA-${2200 + index}`, name: 'Contact kernel' },
			...{
				validFrom: dayAt(-2 * YEAR_DAYS),
				endsOn: dayAt(365 + 45 * index),
				source: 'Demo: letter of approval',
				verifiedOn
			}
		}
	];
}

function simPlan(
	sim: { iccid: string; carrier: string },
	index: number,
	dayAt: (days: number) => string
): ExpiryRecord {
	const isOfCliff = sim.carrier === CLIFF_CARRIER;
	const daysLeft = isOfCliff ? CLIFF_DAYS_LEFT : 25 + MONTH_DAYS * (index % PLAN_MONTHS);
	return {
		...{ kind: 'sim_plan', number: sim.iccid, vendor: null, model: null, name: '30 MB', carrier: sim.carrier },
		...{ validFrom: dayAt(daysLeft - YEAR_DAYS), endsOn: dayAt(daysLeft), source: 'Demo: list of the carrier' },
		verifiedOn: isOfCliff ? dayAt(-10) : null
	};
}
