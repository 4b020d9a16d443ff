import type { StationWords } from '../kiosk-words.ts';

const elsewhere = 'Sua reserva continua valendo até o fim do prazo. Use outro terminal por perto.';
const notWritten = 'Sua senha não mudou.';

export const station: StationWords = {
  starting: { title: 'Preparando', text: 'Aguarde um momento.' },
  reader: {
    unpaired: {
      title: 'O leitor de cartão não está configurado',
      happened: 'Este terminal ainda não está ligado ao leitor.',
      next: elsewhere,
    },
    bridge: {
      title: 'O leitor de cartão não responde',
      happened: 'O programa do leitor parece ter parado. Estamos tentando de novo.',
      next: elsewhere,
    },
    reader: {
      title: 'Leitor de cartão não encontrado',
      happened: 'O leitor parece estar solto ou desligado.',
      next: elsewhere,
    },
  },
  outOfService: {
    offline: {
      title: 'Sem rede no momento',
      happened: 'Não há conexão com o serviço, por isso nada pode ser feito agora. Estamos tentando de novo.',
      next: elsewhere,
    },
    closed: {
      title: 'Fora do horário',
      happened: 'O horário é das 6:30 às 23:00. Sua reserva continua valendo até o fim do prazo.',
      next: 'Volte dentro do horário.',
    },
    maintenance: {
      title: 'Em manutenção',
      happened: 'O serviço está parado por um tempo. Sua reserva continua valendo até o fim do prazo.',
      next: 'Volte quando a manutenção terminar.',
    },
    revoked: {
      title: 'Este terminal está fora de uso',
      happened: 'O registro deste terminal no serviço foi cancelado.',
      next: elsewhere,
    },
  },
  nextOpening: (time) => `Próxima abertura: ${time}`,
  kioskTrouble: {
    'another-card': {
      title: 'Este é outro cartão',
      happened: 'O cartão não é o mesmo do começo.',
      next: 'Tente de novo com o cartão do começo.',
    },
    storage: {
      title: 'Este terminal não pode gravar',
      happened: `O terminal não consegue guardar o registro, por isso não começou a gravar. ${notWritten}`,
      next: elsewhere,
    },
    unsettled: {
      title: 'Não foi possível conferir o resultado',
      happened: 'O resultado da gravação não pôde ser conferido.',
      next: 'Tente de novo com o mesmo cartão.',
    },
    fault: {
      title: 'Este terminal está com defeito',
      happened: 'O erro não é seu. Sua reserva continua valendo até o fim do prazo.',
      next: 'Se acontecer de novo, use outro terminal por perto.',
    },
  },
  enrol: {
    title: 'Registrar o terminal',
    text: 'Digite o código de registro dado pelo responsável. Ele só vale uma vez.',
    code: 'Código de registro',
    send: 'Registrar',
    pendingTitle: 'Aguardando o responsável',
    pendingText:
      'Peça ao responsável que confira se a impressão da chave deste terminal é igual à da tela dele e aprove.',
    thumbprint: 'Impressão da chave',
  },
  selfTest: {
    open: 'Verificar o terminal (funcionários)',
    title: 'Verificação do terminal',
    reader: 'Leitor de cartão',
    network: 'Conexão com o serviço',
    clock: 'Diferença do relógio',
    key: 'Chave do terminal',
    outbox: 'Registros não enviados',
    good: 'Normal',
    bad: 'Problema',
    readerStates: {
      unknown: 'Verificando',
      unpaired: 'Não configurado',
      'bridge-lost': 'Programa do leitor sem resposta',
      'bridge-refused': 'Recusado pelo programa do leitor',
      'reader-lost': 'Sem leitor',
      empty: 'Sem cartão',
      present: 'Com cartão',
    },
    online: 'Conectado',
    offline: 'Sem conexão',
    unasked: 'Ainda não verificado',
    skew: (seconds) => `${seconds} s`,
    waiting: (count) => `${count}`,
    again: 'Verificar de novo',
    sound: 'Tocar um som',
  },
};
