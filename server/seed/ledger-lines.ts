import type { Category, Tier } from '$lib/domain/ledger/category';

/** One line of the demo's ledger, told from today: `age` days ago it came up, `due` days from today it falls due. */
export interface LedgerLine {
  title: string;
  category: Category;
  tier: Tier;
  owner: string | null;
  state: string;
  age: number;
  due: number | null;
  venue: number;
  raisedBy: string;
  supporters: number;
}

// title | category | tier | owner | state | age | due | venue | raised by | supporters
const TABLE = `
3号楼2单元楼道灯不亮|repair|simple|property|open|2|5|0|3号楼居民|4
东门道闸夜里响，吵得睡不着|environment|simple|property|dispatched|3|2|1|1号楼居民|6
9号楼前污水井冒水|repair|complex|property|handling|5|4|2|9号楼居民|11
快递柜不够用，包裹堆在地上|services|complex|committee|handling|12|9|2|7号楼居民|23
电动车推进楼道充电|environment|simple|facilitator|handling|8|-1|0|3号楼居民|9
独居的老人想有人每周敲敲门|care|simple|facilitator|dispatched|4|3|0|葛长庚|3
水站旁边路面结冰打滑|repair|simple|facilitator3|finished|6|-2|5|平房区居民|8
楼上漏水，两家说不到一块儿|mediation|complex|police|handling|15|6|2|11号楼居民|1
小广场想要两条带靠背的长椅|services|simple|property|open|1|12|2|8号楼居民|14
重阳节没评上的老人想补办一次茶话会|culture|simple|social-work|dispatched|10|20|3|第二网格居民|7
5号楼垃圾桶满了没人收|environment|simple|property|verified|18|-14|0|5号楼居民|5
老槐树下的棋桌缺了一条腿|repair|simple|property|rated|40|-30|4|平房区居民|12
理发贵，腿脚不便的老人出不去|services|simple|barber|rated|45|-38|0|6号楼居民|16
社区门口车辆逆行|environment|complex|police|handling|22|-5|1|2号楼居民|19
9号楼电梯常停在5楼不动|repair|complex|property|dispatched|2|10|2|9号楼居民|27
放学路口想有人看着过马路|services|simple|school|finished|14|-3|4|沿街居民|21
广场舞音响太响|mediation|simple|facilitator2|verified|25|-20|2|10号楼居民|8
平房区冬天供水管要包一包|repair|simple|facilitator3|rated|50|-42|5|平房区居民|10
药盒子上的字看不清，想请人讲讲用药|care|simple|clinic|rated|36|-25|3|第二网格居民|18
4号楼一楼窗外堆旧家具|environment|simple|facilitator|open|1|6|0|4号楼居民|2
暖气片半边不热|repair|simple|heating|dispatched|3|1|2|12号楼居民|7
小摊占了盲道|environment|complex|market|handling|9|5|4|沿街居民|6
楼道里贴满小广告|environment|simple|facilitator|finished|11|-4|0|2号楼居民|3
孩子写作业没地方，家里太挤|services|complex|school|open|4|18|3|第二网格居民|13
家里老人走失过，想要防走失手环|care|simple|social-work|handling|7|3|3|8号楼居民|2
7号楼门禁坏了，谁都能进|repair|simple|property|dispatched|4|-1|2|7号楼居民|15
春节想一起写春联|culture|simple|committee|open|2|50|4|米春兰|20
停车位被杂物长期占着|mediation|simple|facilitator2|handling|13|-2|3|10号楼居民|5
充电桩太少，晚上抢不到|repair|complex|power|dispatched|6|30|1|1号楼居民|31
楼顶防水起皮，雨天渗水|repair|complex|property|handling|30|-8|0|6号楼居民|9
狗不拴绳，孩子害怕|mediation|simple|police|answered|5|null|4|沿街居民|7
办老年卡要带什么材料|services|simple|staff|answered|3|null|3|第二网格居民|1
晚上能不能晚点熄小广场的灯|services|simple|property|answered|16|null|2|9号楼居民|6
宣传栏还是去年的内容|culture|simple|committee|finished|9|-1|1|2号楼居民|2
树枝挡住了3楼的窗|environment|simple|property|rated|28|-18|0|3号楼居民|1
儿童滑梯松动|repair|simple|property|verified|21|-12|2|8号楼居民|17
想学用手机挂号|services|simple|social-work|rated|33|-20|3|第二网格居民|22
残疾坡道太陡，轮椅上不去|care|complex|property|handling|19|4|1|1号楼居民|4
两家共用的过道堆了煤块|mediation|simple|facilitator3|verified|24|-15|5|平房区居民|2
地下车库积水|repair|complex|property|dispatched|5|8|2|12号楼居民|12
周末想有个旧物交换的集市|culture|simple|committee|open|3|25|4|沿街居民|11
产后的年轻妈妈想找人说说话|care|simple|social-work|dispatched|2|6|3|11号楼居民|3
沿街饭馆油烟飘进家里|environment|complex|market|handling|17|2|4|沿街居民|14
邮箱锁坏了十几个|repair|simple|property|finished|20|-9|0|4号楼居民|6
公共晾衣绳想加两根|services|simple|property|rated|38|-29|2|10号楼居民|9
夜里有人敲击暖气管|mediation|simple|facilitator2|finished|7|-1|2|12号楼居民|1
垃圾分类点没有灯|environment|simple|property|open|1|9|1|2号楼居民|5
高龄老人想在家里量血压|care|simple|clinic|handling|8|7|0|5号楼居民|10
孩子们想要一面能画画的墙|culture|complex|school|dispatched|11|40|4|米春兰|16
沿街井盖响，夜里过车咣当|repair|simple|facilitator3|verified|26|-21|4|沿街居民|8
8号楼单元门关不严，冬天灌风|repair|simple|property|handling|6|1|2|8号楼居民|6
水费单看不懂，多交了钱|services|simple|staff|finished|12|-6|3|第二网格居民|2
独居老人的灯泡自己换不了|care|simple|informant|rated|27|-24|0|葛长庚|1
旧衣回收箱满了一个月|environment|simple|committee|dispatched|9|-3|1|1号楼居民|4
露天电影想再放几场|culture|simple|committee|rated|60|-45|4|沿街居民|35
装修时间太早，周六也砸墙|mediation|simple|facilitator|handling|4|2|0|6号楼居民|7
6号楼消防通道被车堵|environment|simple|property|rated|55|-50|0|6号楼居民|13
燃气阀想请人统一查一遍|repair|complex|property|open|2|15|5|平房区居民|24
合唱队没有排练的地方|culture|simple|committee|handling|14|5|3|第二网格居民|12
家门口的台阶裂了，怕绊倒老人|repair|simple|null|open|6|null|5|平房区居民|3
想要一个能坐着等车的地方|services|complex|null|open|9|null|4|沿街居民|18
楼下的野猫该管管|environment|simple|null|open|3|null|2|7号楼居民|5
`;

/** The sixty-odd lines, oldest first. */
export function ledgerLines(): LedgerLine[] {
  const lines = TABLE.trim()
    .split('\n')
    .map((row): LedgerLine => {
      const [title, category, tier, owner, state, age, due, venue, raisedBy, supporters] = row.split('|') as string[];
      return {
        title: title!,
        category: category as Category,
        tier: tier as Tier,
        owner: owner === 'null' ? null : owner!,
        state: state!,
        age: Number(age),
        due: due === 'null' ? null : Number(due),
        venue: Number(venue),
        raisedBy: raisedBy!,
        supporters: Number(supporters)
      };
    });
  return lines.sort((a, b) => b.age - a.age);
}
