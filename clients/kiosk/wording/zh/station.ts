import type { StationWords } from '../kiosk-words.ts';

const elsewhere = '预约在到期前仍然保留。请使用附近的其他自助终端。';
const notWritten = '密码没有改变。';

export const station: StationWords = {
  starting: { title: '正在准备', text: '请稍等。' },
  reader: {
    unpaired: {
      title: '读卡器尚未设置',
      happened: '这台终端还没有连接读卡器。',
      next: elsewhere,
    },
    bridge: {
      title: '无法连接读卡器',
      happened: '读卡程序似乎停止了。正在自动重新连接。',
      next: elsewhere,
    },
    reader: {
      title: '没有找到读卡器',
      happened: '读卡器可能脱落了，或没有通电。',
      next: elsewhere,
    },
  },
  outOfService: {
    offline: {
      title: '现在无法联网',
      happened: '无法连接服务，现在不能办理。正在自动重新连接。',
      next: elsewhere,
    },
    closed: {
      title: '现在不在使用时间内',
      happened: '使用时间为 6:30～23:00。预约在到期前仍然保留。',
      next: '请在使用时间内再来。',
    },
    maintenance: {
      title: '正在维护',
      happened: '服务暂时停止。预约在到期前仍然保留。',
      next: '请在维护结束后再来。',
    },
    revoked: {
      title: '这台终端已停用',
      happened: '这台终端已被取消在服务中的登记。',
      next: elsewhere,
    },
  },
  nextOpening: (time) => `下次可以使用的时间：${time}`,
  kioskTrouble: {
    'another-card': {
      title: '这是另一张卡片',
      happened: '放的卡片与最初的不同。',
      next: '请用最初的卡片再试一次。',
    },
    storage: {
      title: '这台终端不能写入',
      happened: `这台终端无法保存办理记录，因此没有开始写入。${notWritten}`,
      next: elsewhere,
    },
    unsettled: {
      title: '无法确认结果',
      happened: '无法确认写入的结果。',
      next: '请用同一张卡片再试一次。',
    },
    fault: {
      title: '这台终端出现故障',
      happened: '不是您的操作错误。预约在到期前仍然保留。',
      next: '如果再试仍然不行，请使用附近的其他自助终端。',
    },
  },
  enrol: {
    title: '登记终端',
    text: '请输入管理员发放的登记码。登记码只能使用一次。',
    code: '登记码',
    send: '登记',
    pendingTitle: '正在等待管理员确认',
    pendingText: '请让管理员核对这台终端的密钥指纹与管理员画面上的一致，然后批准。',
    thumbprint: '密钥指纹',
  },
  selfTest: {
    open: '检查终端（工作人员用）',
    title: '检查终端',
    reader: '读卡器',
    network: '与服务的通信',
    clock: '时钟偏差',
    key: '终端密钥',
    outbox: '未发送的记录',
    good: '正常',
    bad: '异常',
    readerStates: {
      unknown: '正在确认',
      unpaired: '尚未设置',
      'bridge-lost': '无法连接读卡程序',
      'bridge-refused': '被读卡程序拒绝',
      'reader-lost': '没有读卡器',
      empty: '没有卡片',
      present: '有卡片',
    },
    online: '已连接',
    offline: '未连接',
    unasked: '尚未确认',
    skew: (seconds) => `${seconds}秒`,
    waiting: (count) => `${count}件`,
    again: '再确认一次',
    sound: '播放声音',
  },
};
