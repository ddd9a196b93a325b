/** Where the demo's shops stand: real cities, so that maps look right; invented addresses in streets every city has. */
export interface City {
	readonly name: string;
	/** UnionPay's area code, digits 4 to 7 of a merchant code. */
	readonly areaCode: string;
	/** The first six digits of the social credit code. */
	readonly administrativeCode: string;
	readonly lat: number;
	readonly lng: number;
	/** Share of the fleet, relative to the others. */
	readonly weight: number;
	readonly districts: readonly string[];
	/** The acquirer that most of the city's merchants use. */
	readonly homeAcquirer: string;
}

export const ACQUIRER_IDS = ['DEMO-EAST', 'DEMO-NORTH', 'DEMO-SOUTH', 'DEMO-WEST'] as const;

export const CITIES: readonly City[] = [
	city('上海', '2900', '310101', 31.2304, 121.4737, 16, ['黄浦', '静安', '徐汇', '浦东'], 'DEMO-EAST'),
	city('杭州', '3310', '330102', 30.2741, 120.1551, 9, ['上城', '西湖', '滨江', '余杭'], 'DEMO-EAST'),
	city('南京', '3010', '320102', 32.0603, 118.7969, 7, ['玄武', '秦淮', '鼓楼', '建邺'], 'DEMO-EAST'),
	city('苏州', '3050', '320508', 31.2989, 120.5853, 6, ['姑苏', '吴中', '相城', '虎丘'], 'DEMO-EAST'),
	city('北京', '1000', '110101', 39.9042, 116.4074, 14, ['东城', '西城', '朝阳', '海淀'], 'DEMO-NORTH'),
	city('西安', '7910', '610102', 34.3416, 108.9398, 6, ['新城', '碑林', '雁塔', '未央'], 'DEMO-NORTH'),
	city('武汉', '5210', '420102', 30.5928, 114.3055, 8, ['江岸', '武昌', '汉阳', '洪山'], 'DEMO-NORTH'),
	city('广州', '5810', '440103', 23.1291, 113.2644, 11, ['越秀', '天河', '海珠', '番禺'], 'DEMO-SOUTH'),
	city('深圳', '5840', '440303', 22.5431, 114.0579, 10, ['罗湖', '福田', '南山', '宝安'], 'DEMO-SOUTH'),
	city('厦门', '3930', '350203', 24.4798, 118.0894, 4, ['思明', '湖里', '集美', '海沧'], 'DEMO-SOUTH'),
	city('成都', '6510', '510104', 30.5728, 104.0668, 12, ['锦江', '青羊', '武侯', '成华'], 'DEMO-WEST'),
	city('重庆', '6530', '500103', 29.563, 106.5516, 9, ['渝中', '江北', '沙坪坝', '南岸'], 'DEMO-WEST')
];

export const STREETS: readonly string[] = [
	'中山路',
	'人民路',
	'解放路',
	'建设路',
	'新华路',
	'和平路',
	'文化路',
	'滨河路',
	'学府路',
	'迎宾大道',
	'长安街',
	'步行街'
];

/** The mobile networks and their share of the terminals that use one. */
export const CARRIERS: readonly (readonly [carrier: string, weight: number, iccidPrefix: string])[] = [
	['CMCC', 52, '898600'],
	['CUCC', 25, '898601'],
	['CTCC', 23, '898603']
];

function city(
	name: string,
	areaCode: string,
	administrativeCode: string,
	lat: number,
	lng: number,
	weight: number,
	districts: readonly string[],
	homeAcquirer: (typeof ACQUIRER_IDS)[number]
): City {
	return { name, areaCode, administrativeCode, lat, lng, weight, districts, homeAcquirer };
}
