import { CONNECTIONS } from '#lib/domain/transactions.ts';
import { required } from './field.ts';
import { ANY_RANGE, instant } from './number-fields.ts';
import { defineRecord } from './record-spec.ts';
import { checkPlace, latitude, longitude } from './shared-fields.ts';
import { choice, choiceIndex, id, text } from './text-fields.ts';

export const terminalSpec = defineRecord({
	kind: 'terminal',
	description: 'A terminal as registered; sent again it is replaced',
	fields: {
		terminalId: required(id('Terminal as its acquirer names it')),
		serial: id('Serial number on its back'),
		merchantId: id('Merchant it stands at'),
		acquirerId: required(id('Acquirer it belongs to')),
		vendor: text(64, 'Maker'),
		model: text(64, 'Model'),
		firmware: text(128, 'Version as the terminal reports it'),
		appVersion: text(128, 'Version of the payment application'),
		connection: choiceIndex(CONNECTIONS, 'How it reaches its host'),
		carrier: text(64, 'Mobile or fixed carrier'),
		iccid: text(32, 'Number of the SIM card'),
		registeredLat: latitude('Where it is registered'),
		registeredLng: longitude('Where it is registered'),
		address: text(300, 'Where it is registered'),
		installedAt: instant(ANY_RANGE, 'When it was installed'),
		ptsApproval: text(64, 'PCI PTS approval number'),
		status: choice(['active', 'spare', 'repair', 'retired'], 'What it is used for; active when not said')
	},
	check: ({ registeredLat, registeredLng, vendor, model }, findings) => {
		checkPlace({ lat: 'registeredLat', lng: 'registeredLng' }, registeredLat, registeredLng, findings);
		if (model != null && vendor === null && findings.problems.length === 0) {
			findings.add('vendor', 'missing', 'is required together with model');
		}
	},
	build: ({ installedAt, status, ...rest }) => ({
		...rest,
		installedAtMs: installedAt,
		status: status ?? ('active' as const)
	})
});

export type TerminalRecord = NonNullable<ReturnType<typeof terminalSpec.validate>>;
