import type { Advice, ProblemWords } from '../wording.ts';
import { common } from './common.ts';

const restart: Advice = {
  title: 'Recomece do início',
  happened:
    'Passou tempo demais, ou o aplicativo é antigo, e não foi possível continuar. Você não perdeu nenhuma tentativa.',
  next: `Toque em “${common.actions.startOver}”. Se continuar, tente de novo daqui a pouco.`,
};
const ours: Advice = {
  title: 'Há um problema do nosso lado',
  happened: 'Algo deu errado no serviço. O erro não é seu, e você não perdeu nenhuma tentativa.',
  next: 'Tente de novo em alguns minutos.',
};
const notInService: Advice = {
  title: 'Este terminal não pode ser usado',
  happened: 'Este terminal não está registrado no serviço no momento.',
  next: 'Use outro terminal por perto. Sua reserva continua valendo.',
};
const noCardNeeded = 'Não é preciso ler o cartão de novo.';

/** Every problem the service answers with. */
export const problems: ProblemWords = {
  'phone-closed': {
    title: 'Em manutenção',
    happened: 'No momento não estamos aceitando reservas.',
    next: 'Tente de novo quando a manutenção terminar.',
  },
  'kiosk-closed': {
    title: 'Fora do horário do terminal',
    happened: 'O horário é das 6:30 às 23:00, exceto em manutenção. Sua reserva continua valendo.',
    next: 'Volte dentro do horário.',
  },
  'face-unusable': {
    title: 'A foto não ficou boa',
    happened: 'Seu rosto não apareceu com clareza. Você não perdeu nenhuma tentativa.',
    next: `Siga as dicas abaixo e tire de novo. ${noCardNeeded}`,
  },
  'face-not-live': {
    title: 'Não vimos o movimento do rosto',
    happened: 'Os movimentos não seguiram a ordem da tela.',
    next: `Fique sozinho na imagem e mova o rosto devagar, como mostram as setas. ${noCardNeeded}`,
  },
  'face-no-match': {
    title: 'O rosto não confere com a foto do cartão',
    happened: 'Não foi possível confirmar que seu rosto e a foto do cartão são da mesma pessoa.',
    next: `Tire óculos, máscara e chapéu, vá a um lugar claro e tente de novo. ${noCardNeeded}`,
  },
  'face-attempts-paused': {
    title: 'Espere um pouco',
    happened: 'Não foi possível confirmar várias vezes, por isso há uma pausa.',
    next: 'Tente de novo quando o tempo acabar. Se tiver pressa, a prefeitura também pode definir a senha.',
  },
  'face-attempts-exhausted': {
    title: 'O rosto não pode mais ser conferido com este cartão',
    happened: 'O limite de tentativas foi atingido.',
    next: common.office,
  },
  'no-reservation': {
    title: 'Não há reserva para este cartão',
    happened: 'Nenhuma reserva foi feita com este cartão ainda.',
    next: 'Faça uma pelo celular (24 horas, grátis). Depois, vá a um terminal em até 24 horas.',
  },
  'reservation-expired': {
    title: 'A reserva venceu',
    happened: 'Passaram mais de 24 horas desde a reserva.',
    next: 'Faça uma nova reserva pelo celular (grátis).',
  },
  'reservation-ended': {
    title: 'Esta reserva já terminou',
    happened: 'Ela já foi usada ou cancelada.',
    next: 'Se precisar, faça uma nova reserva pelo celular.',
  },
  'reservation-in-use': {
    title: 'Esta reserva está em uso agora',
    happened: 'Um terminal está atendendo este cartão no momento.',
    next: 'Termine nesse terminal, ou espere uns 5 minutos e tente de novo.',
  },
  'card-not-accepted': {
    title: 'Não foi possível confirmar este cartão',
    happened: 'Os dados do cartão não puderam ser verificados corretamente.',
    next: 'Tente de novo sem mover o cartão. Se continuar, procure a prefeitura.',
  },
  'certificate-expired': {
    title: 'O certificado eletrônico venceu',
    happened: 'O certificado eletrônico do cartão passou da validade.',
    next: common.office,
  },
  'certificate-revoked': {
    title: 'O certificado eletrônico não vale mais',
    happened: 'Ele foi cancelado, por exemplo por mudança de endereço ou de nome.',
    next: common.office,
  },
  'photo-unusable': {
    title: 'A foto do cartão não pode ser usada',
    happened: 'Não foi possível reconhecer um rosto na foto guardada no cartão.',
    next: common.office,
  },
  'kiosk-unknown': notInService,
  'kiosk-pending': {
    title: 'Este terminal ainda não está pronto',
    happened: 'O responsável ainda não o confirmou.',
    next: 'Use outro terminal por perto.',
  },
  'kiosk-revoked': notInService,
  'enrolment-refused': {
    title: 'Não foi possível registrar o terminal',
    happened: 'O código de registro está errado ou venceu.',
    next: 'Peça um novo código de registro ao responsável.',
  },
  'claim-lapsed': {
    title: 'O tempo acabou',
    happened: 'Demorou demais, e sua reserva foi devolvida. Ela não foi perdida.',
    next: 'Tente de novo desde o início.',
  },
  'malformed-request': restart,
  'body-too-large': restart,
  'media-type-unsupported': restart,
  'not-found': restart,
  'method-not-allowed': restart,
  'dpop-nonce-required': restart,
  'token-refused': restart,
  'token-used': restart,
  'consent-outdated': {
    title: 'A explicação mudou',
    happened: 'O texto com que você concordou mudou, e é preciso confirmar de novo.',
    next: 'Volte à primeira tela e leia a nova explicação.',
  },
  'revocation-unavailable': {
    title: 'Não foi possível verificar se o cartão é válido',
    happened:
      'O sistema que verifica certificados eletrônicos não responde. Você não perdeu nenhuma tentativa.',
    next: 'Tente de novo em alguns minutos.',
  },
  'matcher-unavailable': ours,
  conflict: ours,
  'rate-limited': {
    title: 'Há muito movimento agora',
    happened: 'Houve operações demais em pouco tempo.',
    next: 'Espere um momento e tente de novo.',
  },
  internal: ours,
};
