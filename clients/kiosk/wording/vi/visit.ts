import type { VisitWords } from '../kiosk-words.ts';

const notWritten = 'Mật khẩu của bạn không thay đổi.';

export const visit: VisitWords = {
  tools: {
    label: 'Cài đặt màn hình',
    lowControls: 'Nút ở phía dưới',
    highContrast: 'Tương phản cao',
  },
  step: (current, total) => `Bước ${current} / ${total}`,
  menu: {
    title: 'Dịch vụ hành chính',
    entry: 'Đặt lại mật khẩu ký điện tử',
    entryHint: 'Dành cho người quên hoặc bị khóa mật khẩu “chữ in hoa và chữ số, 6 đến 16 ký tự”',
    begin: 'Bắt đầu',
    needed: 'Cần chuẩn bị',
    card: 'Thẻ My Number',
    pin: 'Mã PIN 4 chữ số (để xác nhận người dùng)',
    reservation: 'Đặt chỗ bằng điện thoại (trong vòng 24 giờ)',
    free: 'Miễn phí',
    openUntil: (time) => `Hiện có thể sử dụng (${time})`,
    open: 'Hiện có thể sử dụng',
  },
  consent: {
    title: 'Những việc sắp làm',
    steps: {
      card: 'Đặt thẻ lên vị trí đọc',
      pin: 'Nhập mã PIN 4 chữ số',
      match: 'So mã đối chiếu với màn hình điện thoại',
      password: 'Nhập mật khẩu mới hai lần',
      take: 'Lấy thẻ',
    },
    minutes: 'Mất khoảng 1 phút. Nếu dừng giữa chừng, đặt chỗ vẫn được giữ.',
    privacyTitle: 'Nội dung cần đồng ý',
    privacy:
      'Mã PIN và mật khẩu mới chỉ dùng trong máy này và trong thẻ, không gửi đi, không lưu lại. Chứng thư điện tử và chữ ký của nó được gửi đến dịch vụ để tìm đặt chỗ của bạn.',
    agree: 'Đồng ý và tiếp tục',
  },
  placeCard: {
    title: 'Hãy đặt thẻ lên vị trí đọc',
    text: 'Lấy thẻ My Number ra khỏi bao và đặt lên vị trí đọc. Đừng di chuyển thẻ cho đến khi xong.',
    reading: 'Đang đọc thẻ',
    readingText: 'Xin đừng di chuyển thẻ.',
    picture: 'Hình đặt thẻ lên vị trí đọc',
  },
  pin: {
    title: 'Vui lòng nhập mã PIN 4 chữ số',
    which:
      '4 chữ số mà bạn đã chọn khi nhận thẻ (để xác nhận người dùng). Các chữ số không hiện trên màn hình.',
    checking: 'Đang kiểm tra với thẻ',
    wrong: 'Mã PIN không đúng',
    guardTitle: 'Chỉ còn 1 lần',
    guardText:
      'Nếu sai thêm một lần, mã PIN 4 chữ số sẽ bị khóa và không thể làm ở máy này. Nếu không chắc, hãy dừng ở đây và hỏi quầy của tòa thị chính.',
    sure: 'Tôi chắc chắn, nhập mã',
  },
  found: {
    title: 'Đã tìm thấy đặt chỗ của bạn',
    compareHint: 'Nếu khác nhau, hãy bấm “Dừng lại”. Nếu không mang điện thoại, bạn cứ tiếp tục.',
    left: (duration) => `Đặt chỗ còn hiệu lực ${duration}`,
    next: 'Chọn mật khẩu mới',
  },
  password: {
    title: 'Hãy chọn mật khẩu ký điện tử mới',
    refused: 'Thẻ không nhận mật khẩu này. Hãy chọn mật khẩu khác.',
    done: 'OK',
    careful: 'Hãy cẩn thận để người xung quanh không nhìn thấy.',
  },
  confirm: {
    title: 'Hãy nhập lại cùng mật khẩu',
    done: 'OK, ghi vào thẻ',
    differs: (position) => `Ký tự thứ ${position} khác với lần đầu`,
    differsHelp:
      'Bấm “Hiện ký tự” để xem những gì đang nhập. Nếu không nhớ lần đầu, hãy bấm “Chọn lại từ đầu”.',
    redo: 'Chọn lại từ đầu',
  },
  writing: {
    title: 'Đang ghi vào thẻ',
    hold: 'Đừng lấy thẻ ra',
    steps: { authorise: 'Đang xin phép', write: 'Đang ghi vào thẻ', check: 'Đang kiểm tra' },
  },
  done: {
    title: 'Mật khẩu mới đã được đặt',
    take: 'Hãy lấy thẻ',
    picture: 'Hình lấy thẻ',
    alarm: 'Thẻ vẫn còn ở đây. Đừng quên lấy thẻ.',
  },
  takeCard: {
    title: 'Hãy lấy thẻ',
    text: 'Thủ tục dừng ở đây. Đặt chỗ vẫn được giữ đến khi hết hạn.',
  },
  putBack: {
    title: 'Thẻ đã bị nhấc ra',
    text: `Chưa ghi gì vào thẻ. ${notWritten} Máy này đang giữ đặt chỗ cho bạn.`,
    next: 'Hãy đặt lại đúng thẻ đó. Bạn tiếp tục từ bước nhập mã PIN.',
    anotherTitle: 'Đây là thẻ khác',
    another: 'Thẻ này khác với thẻ lúc đầu.',
  },
  settling: {
    title: 'Đang hỏi thẻ',
    torn: 'Kết nối với thẻ bị ngắt khi đang ghi. Chỉ thẻ mới biết đã có mật khẩu mới hay chưa.',
    restart: 'Lần trước máy bị dừng khi đang ghi. Bây giờ hỏi thẻ xem đã có mật khẩu mới chưa.',
    inUse: 'Đặt chỗ của thẻ này đang được sử dụng. Bây giờ hỏi thẻ xem lần trước đã xong chưa.',
    asking: 'Vui lòng đợi.',
    place: 'Hãy đặt đúng thẻ đó lên vị trí đọc. Không cần mã PIN.',
    another: 'Đây không phải thẻ đã được ghi. Hãy đặt đúng thẻ đó.',
  },
  notReset: {
    title: 'Mật khẩu không thay đổi',
    happened: 'Thẻ cho biết mật khẩu mới chưa được ghi. Đặt chỗ vẫn được giữ.',
    next: 'Bấm “Thử lại” để tiếp tục từ bước nhập mã PIN.',
  },
  receipt: {
    title: 'Đã xong',
    heading: 'Phiếu đặt lại mật khẩu ký điện tử',
    when: 'Thời gian',
    where: 'Máy',
    result: 'Kết quả',
    resultText: 'Đã đặt mật khẩu mới',
    number: 'Số tiếp nhận',
    recorded: 'Dịch vụ cũng đã ghi nhận.',
    waiting: 'Dịch vụ sẽ tự ghi nhận khi có mạng trở lại. Bạn không cần làm lại.',
    noSecret: 'Phiếu này không có mật khẩu và họ tên.',
    print: 'In phiếu',
    finish: 'Kết thúc',
    cleared: (duration) => `Màn hình này sẽ xóa sau ${duration}`,
  },
  certificate: {
    valid: 'Chứng thư dùng để ký còn hiệu lực.',
    expired:
      'Lưu ý: chứng thư dùng để ký trong thẻ đã hết hạn. Mật khẩu là mới nhưng không ký điện tử được. Hãy đến quầy của tòa thị chính để làm mới.',
    unchecked: 'Không kiểm tra được hạn của chứng thư dùng để ký.',
  },
  outage: {
    title: 'Đang chờ kết nối',
    text: 'Mạng bị ngắt. Những gì bạn đã làm vẫn được giữ. Khi có mạng sẽ tự tiếp tục.',
    service: 'Dịch vụ đang bận hoặc tạm ngừng. Máy sẽ tự thử lại.',
    wait: (duration) => `Thử lại sau ${duration}`,
  },
  idle: {
    title: 'Bạn có tiếp tục không?',
    text: (duration) => `Sau ${duration}, những gì đã nhập sẽ bị xóa và trở về màn hình đầu.`,
    go: 'Tiếp tục',
  },
  reserveHow: {
    title: 'Cách đặt chỗ',
    steps: {
      open: 'Mở Kaijo trên điện thoại',
      card: 'Đọc thẻ và nhập mã PIN 4 chữ số',
      face: 'Chụp khuôn mặt và so với ảnh trong thẻ',
      come: 'Trong vòng 24 giờ, chỉ mang thẻ đến máy này',
    },
  },
};
