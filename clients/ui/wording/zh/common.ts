import type { CommonWords } from '../wording.ts';

const actions = {
  next: '下一步',
  back: '返回',
  retry: '再试一次',
  cancel: '停止办理',
  close: '关闭',
  startOver: '从头开始',
};

export const common: CommonWords = {
  language: '语言',
  draft: {
    title: '翻译草稿',
    text: '本语言的文字是草稿，尚未经母语人士确认。以日语或英语文字为准。',
  },
  actions,
  office:
    '请携带个人编号卡和其他身份证件，前往您所在市区町村的政府窗口。电子证书、4位密码和字母数字密码都可以在窗口重新办理。',
  whatHappened: '发生了什么',
  whatNow: '接下来怎么做',
  supportCode: (code) => `咨询编号：${code}`,
  tryAgainIn: (wait) => `请等待 ${wait}`,
  offline: {
    title: '无法连接互联网',
    happened: '网络已断开或信号太弱。到目前为止的操作没有丢失。',
    next: `请到信号好的地方，按“${actions.retry}”。`,
  },
  time: {
    today: '今天',
    tomorrow: '明天',
    until: (day, end) => `${day} ${end} 为止`,
    from: (day, start) => `${day} ${start} 起`,
    range: (day, start, end) => `${day} ${start}～${end}`,
    hours: (count) => `${count}小时`,
    minutes: (count) => `${count}分钟`,
    seconds: (count) => `${count}秒`,
    left: (duration) => `还剩 ${duration}`,
  },
  pin: {
    entered: (count, length) => `共${length}位，已输入${count}位`,
    erase: '删除一个字符',
    clear: '全部删除',
    enter: '确定',
  },
  password: {
    entered: (count) => `已输入${count}个字符`,
    rules: {
      length: '6到16个字符',
      letter: '至少1个字母（A～Z）',
      digit: '至少1个数字（0～9）',
    },
    met: '已满足',
    unmet: '尚未满足',
    show: '显示字符',
    hide: '隐藏字符',
    letters: '字母',
    digits: '数字',
    letterKey: (letter) => `字母 ${letter}`,
    digitKey: (digit) => `数字 ${digit}`,
    lookalikes: {
      title: '容易混淆的字符',
      zero: '0 是数字零，O 是字母 O',
      one: '1 是数字一，I 是字母 I',
      shape: '数字是方角的蓝色按键，字母是圆角的按键。',
    },
    advice: {
      repeated: '同一个字符连续出现，容易被猜中。建议换一种组合。',
      sequence: 'ABC 或 123 这样的顺序容易被猜中。建议换一种组合。',
      common: '里面有很多人常用的词，容易被猜中。建议换一个词。',
      year: '像出生年份一样的数字容易被猜中。建议换别的数字。',
    },
  },
  matchCode: {
    title: '核对码',
    compare: '请确认手机和自助终端上显示的4个字符相同。',
  },
};
