/** The models of the demo fleet with versions in the shapes their vendors use, oldest first. */
export interface DeviceModel {
	readonly vendor: string;
	readonly model: string;
	readonly weight: number;
	readonly isPortable: boolean;
	readonly ptsApproval: string;
	readonly serialPrefix: string;
	readonly firmware: readonly string[];
	readonly appVersions: readonly string[];
}

export const DEVICE_MODELS: readonly DeviceModel[] = [
	{
		vendor: 'PAX',
		model: 'A920',
		weight: 26,
		isPortable: true,
		ptsApproval: '4-40281',
		serialPrefix: '0821',
		firmware: [
			'PayDroid_7.1.2_Aquarius_V02.6.18_20210412',
			'PayDroid_8.1.0_Sagittarius_V11.1.55_20230816',
			'PayDroid_8.1.0_Sagittarius_V11.1.61_20240226',
			'PayDroid_8.1.0_Sagittarius_V11.1.66_20250318'
		],
		appVersions: ['5.8.2', '5.9.0', '5.9.4']
	},
	{
		vendor: 'PAX',
		model: 'A80',
		weight: 12,
		isPortable: false,
		ptsApproval: '4-30337',
		serialPrefix: '0800',
		firmware: ['PayDroid_6.0.1_Virgo_V04.1.09_20200610', 'PayDroid_7.1.1_Virgo_V04.1.18_20240124'],
		appVersions: ['5.8.2', '5.9.0']
	},
	{
		vendor: 'Newland',
		model: 'N910',
		weight: 18,
		isPortable: true,
		ptsApproval: '4-30310',
		serialPrefix: 'N9NL',
		firmware: ['V2.1.38', 'V3.0.04', 'V3.0.11'],
		appVersions: ['3.2.7', '3.3.1']
	},
	{
		vendor: 'Sunmi',
		model: 'P2',
		weight: 16,
		isPortable: true,
		ptsApproval: '4-40260',
		serialPrefix: 'P203',
		firmware: ['1.3.27', '1.4.11', '1.4.16'],
		appVersions: ['2.14.0', '2.15.3']
	},
	{
		vendor: 'Verifone',
		model: 'V400m',
		weight: 8,
		isPortable: true,
		ptsApproval: '4-10239',
		serialPrefix: '804',
		firmware: ['QT850213', 'QT850221'],
		appVersions: ['1.26.2', '1.27.0']
	},
	{
		vendor: 'Verifone',
		model: 'T650p',
		weight: 5,
		isPortable: true,
		ptsApproval: '4-40275',
		serialPrefix: '806',
		firmware: ['T650P-1.9.3', 'T650P-2.0.1'],
		appVersions: ['1.27.0']
	},
	{
		vendor: 'Ingenico',
		model: 'Move/5000',
		weight: 9,
		isPortable: true,
		ptsApproval: '4-30222',
		serialPrefix: '2028',
		firmware: ['TETRA 10.52.01', 'TETRA 11.04.00'],
		appVersions: ['4.1.9', '4.2.2']
	},
	{
		vendor: 'Ingenico',
		model: 'DX8000',
		weight: 6,
		isPortable: true,
		ptsApproval: '4-20338',
		serialPrefix: '2215',
		firmware: ['AXIUM 3.2.1', 'AXIUM 3.4.0'],
		appVersions: ['4.2.2']
	}
];

/** The roll-out that goes wrong in the demo: the newest version of this model raises format and MAC errors. */
export const BAD_ROLLOUT = {
	vendor: 'PAX',
	model: 'A920',
	version: 'PayDroid_8.1.0_Sagittarius_V11.1.66_20250318'
} as const;

/** The roll-out beside it that harms nothing: whoever judges roll-outs must tell the two apart. */
export const HARMLESS_ROLLOUT = { vendor: 'Sunmi', model: 'P2', version: '1.4.16' } as const;
