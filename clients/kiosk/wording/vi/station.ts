import type { StationWords } from '../kiosk-words.ts';

const elsewhere = 'Đặt chỗ của bạn vẫn được giữ đến khi hết hạn. Hãy dùng máy kiosk khác gần đây.';
const notWritten = 'Mật khẩu của bạn không thay đổi.';

export const station: StationWords = {
  starting: { title: 'Đang chuẩn bị', text: 'Vui lòng đợi một chút.' },
  reader: {
    unpaired: {
      title: 'Đầu đọc thẻ chưa được cài đặt',
      happened: 'Máy này chưa được kết nối với đầu đọc thẻ.',
      next: elsewhere,
    },
    bridge: {
      title: 'Không kết nối được với đầu đọc thẻ',
      happened: 'Chương trình đọc thẻ có vẻ đã dừng. Máy đang tự kết nối lại.',
      next: elsewhere,
    },
    reader: {
      title: 'Không tìm thấy đầu đọc thẻ',
      happened: 'Đầu đọc thẻ có vẻ bị rời ra hoặc chưa bật điện.',
      next: elsewhere,
    },
  },
  outOfService: {
    offline: {
      title: 'Hiện không có mạng',
      happened: 'Không kết nối được với dịch vụ nên hiện chưa làm được. Máy đang tự kết nối lại.',
      next: elsewhere,
    },
    closed: {
      title: 'Ngoài giờ sử dụng',
      happened: 'Giờ sử dụng là 6:30–23:00. Đặt chỗ của bạn vẫn được giữ đến khi hết hạn.',
      next: 'Hãy quay lại trong giờ sử dụng.',
    },
    maintenance: {
      title: 'Đang bảo trì',
      happened: 'Dịch vụ tạm ngừng. Đặt chỗ của bạn vẫn được giữ đến khi hết hạn.',
      next: 'Hãy quay lại sau khi bảo trì xong.',
    },
    revoked: {
      title: 'Máy này đã ngừng sử dụng',
      happened: 'Máy này đã bị hủy đăng ký với dịch vụ.',
      next: elsewhere,
    },
  },
  nextOpening: (time) => `Có thể dùng lại: ${time}`,
  kioskTrouble: {
    'another-card': {
      title: 'Đây là thẻ khác',
      happened: 'Thẻ này khác với thẻ lúc đầu.',
      next: 'Hãy thử lại với thẻ lúc đầu.',
    },
    storage: {
      title: 'Máy này không ghi thẻ được',
      happened: `Máy không lưu được bản ghi nên chưa bắt đầu ghi. ${notWritten}`,
      next: elsewhere,
    },
    unsettled: {
      title: 'Không kiểm tra được kết quả',
      happened: 'Không kiểm tra được kết quả ghi vào thẻ.',
      next: 'Hãy thử lại với đúng thẻ đó.',
    },
    fault: {
      title: 'Máy này gặp sự cố',
      happened: 'Không phải lỗi của bạn. Đặt chỗ của bạn vẫn được giữ đến khi hết hạn.',
      next: 'Nếu thử lại vẫn như vậy, hãy dùng máy kiosk khác gần đây.',
    },
  },
  enrol: {
    title: 'Đăng ký máy',
    text: 'Hãy nhập mã đăng ký do người quản lý cấp. Mã chỉ dùng được một lần.',
    code: 'Mã đăng ký',
    send: 'Đăng ký',
    pendingTitle: 'Đang chờ người quản lý xác nhận',
    pendingText:
      'Hãy nhờ người quản lý kiểm tra dấu vân khóa của máy này giống với màn hình của họ rồi phê duyệt.',
    thumbprint: 'Dấu vân khóa',
  },
  selfTest: {
    open: 'Kiểm tra máy (dành cho nhân viên)',
    title: 'Kiểm tra máy',
    reader: 'Đầu đọc thẻ',
    network: 'Kết nối với dịch vụ',
    clock: 'Sai lệch đồng hồ',
    key: 'Khóa của máy',
    outbox: 'Bản ghi chưa gửi',
    good: 'Tốt',
    bad: 'Có lỗi',
    readerStates: {
      unknown: 'Đang kiểm tra',
      unpaired: 'Chưa cài đặt',
      'bridge-lost': 'Không kết nối được chương trình đọc',
      'bridge-refused': 'Bị chương trình đọc từ chối',
      'reader-lost': 'Không có đầu đọc',
      empty: 'Không có thẻ',
      present: 'Có thẻ',
    },
    online: 'Đã kết nối',
    offline: 'Không kết nối',
    unasked: 'Chưa kiểm tra',
    skew: (seconds) => `${seconds} giây`,
    waiting: (count) => `${count} mục`,
    again: 'Kiểm tra lại',
    sound: 'Phát âm thanh',
  },
};
