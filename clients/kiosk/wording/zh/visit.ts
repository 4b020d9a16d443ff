import type { VisitWords } from '../kiosk-words.ts';

const notWritten = '密码没有改变。';

export const visit: VisitWords = {
  tools: {
    label: '画面设置',
    lowControls: '按钮移到下方',
    highContrast: '高对比度',
  },
  step: (current, total) => `第${current}步，共${total}步`,
  menu: {
    title: '行政服务',
    entry: '重设签名用密码',
    entryHint: '面向忘记或锁定了“大写字母和数字、6到16个字符”密码的人',
    begin: '开始',
    needed: '需要准备',
    card: '个人编号卡（My Number）',
    pin: '4位数字密码（用于本人认证）',
    reservation: '用手机做的预约（24小时以内）',
    free: '免费',
    openUntil: (time) => `现在可以使用（${time}）`,
    open: '现在可以使用',
  },
  consent: {
    title: '接下来要做的事',
    steps: {
      card: '把卡片放在读卡处',
      pin: '输入4位密码',
      match: '核对手机画面上的核对码',
      password: '输入两次新密码',
      take: '取走卡片',
    },
    minutes: '大约1分钟。中途停止，预约仍然保留。',
    privacyTitle: '请您同意的内容',
    privacy:
      '4位密码和新密码只在本终端和卡片内使用，不发送也不保存。电子证书及其签名会发送到服务，用来查找您的预约。',
    agree: '同意并继续',
  },
  placeCard: {
    title: '请把卡片放在读卡处',
    text: '请从卡套中取出个人编号卡，放在读卡处。结束之前请不要移动。',
    reading: '正在读取卡片',
    readingText: '请不要移动。',
    picture: '把卡片放在读卡处的图',
  },
  pin: {
    title: '请输入4位密码',
    which: '领卡时您自己设定的4位数字（用于本人认证）。输入的数字不会显示。',
    checking: '正在向卡片核对',
    wrong: '4位密码不正确',
    guardTitle: '只剩1次机会',
    guardText:
      '再输错一次，4位密码就会被锁定，这台终端也无法办理。如果没有把握，请到此停止，并咨询市区町村的政府窗口。',
    sure: '确定，输入密码',
  },
  found: {
    title: '找到了您的预约',
    compareHint: '如果不同，请按“停止办理”。没有带手机的人可以直接继续。',
    left: (duration) => `距预约到期还有 ${duration}`,
    next: '设定新密码',
  },
  password: {
    title: '请设定新的签名用密码',
    refused: '卡片没有接受这个密码。请换一个密码。',
    done: '确定',
    careful: '请注意不要让旁人看到。',
  },
  confirm: {
    title: '请再输入一次相同的密码',
    done: '确定并写入卡片',
    differs: (position) => `第${position}个字符与第一次不同`,
    differsHelp: '按“显示字符”可以看到正在输入的字符。如果忘了第一次输入的密码，请按“从第一次重新输入”。',
    redo: '从第一次重新输入',
  },
  writing: {
    title: '正在写入卡片',
    hold: '请不要取走卡片',
    steps: { authorise: '正在获取许可', write: '正在写入卡片', check: '正在确认' },
  },
  done: {
    title: '新密码已设定',
    take: '请取走卡片',
    picture: '取走卡片的图',
    alarm: '卡片还在这里。请不要忘记取走。',
  },
  takeCard: {
    title: '请取走卡片',
    text: '办理到此结束。预约在到期之前仍然保留。',
  },
  putBack: {
    title: '卡片离开了',
    text: `还没有写入。${notWritten}这台终端为您保留着预约。`,
    next: '请放回同一张卡片。可以从输入4位密码继续。',
    anotherTitle: '这是另一张卡片',
    another: '放的卡片与最初的不同。',
  },
  settling: {
    title: '正在向卡片确认',
    torn: '写入途中与卡片的通信断开了。是否已换成新密码，只有卡片知道。',
    restart: '上次写入途中终端停止了。现在向卡片确认是否已换成新密码。',
    inUse: '这张卡片的预约正在办理中。现在向卡片确认之前的办理是否已完成。',
    asking: '请稍等。',
    place: '请把同一张卡片放在读卡处。不需要密码。',
    another: '这不是写入过的那张卡片。请放同一张卡片。',
  },
  notReset: {
    title: '密码没有改变',
    happened: '向卡片确认后，新密码没有写入。预约仍然保留。',
    next: '按“再试一次”，可以从输入4位密码继续。',
  },
  receipt: {
    title: '办理完成',
    heading: '签名用密码重设　凭条',
    when: '时间',
    where: '终端',
    result: '结果',
    resultText: '已设定新密码',
    number: '受理编号',
    recorded: '服务端也已记录。',
    waiting: '网络恢复后会自动记录到服务端。您不需要重新办理。',
    noSecret: '这张凭条上没有密码和姓名。',
    print: '打印凭条',
    finish: '结束',
    cleared: (duration) => `此画面将在 ${duration}后消失`,
  },
  certificate: {
    valid: '签名用电子证书有效。',
    expired:
      '请注意：这张卡片的签名用电子证书已过期。密码是新的，但不能用于电子签名。请到市区町村的政府窗口更新。',
    unchecked: '无法确认签名用电子证书的有效期。',
  },
  outage: {
    title: '正在等待连接',
    text: '网络断开了。到目前为止的操作没有丢失。恢复后会自动继续。',
    service: '服务繁忙或暂时停止。会自动再试。',
    wait: (duration) => `距下次尝试 ${duration}`,
  },
  idle: {
    title: '还要继续吗',
    text: (duration) => `再过 ${duration}，将清除已输入的内容并回到第一个画面。`,
    go: '继续',
  },
  reserveHow: {
    title: '预约方法',
    steps: {
      open: '用手机打开 Kaijo',
      card: '读取卡片，输入4位密码',
      face: '拍摄脸部，与卡片里的照片比对',
      come: '24小时内，只带卡片来到这台终端',
    },
  },
};
