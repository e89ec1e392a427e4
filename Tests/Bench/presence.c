#include "messenger.h"

enum { NOTIFICATION = 10 };

static void greet(struct capture *capture, struct presence *presence) {
    struct text question = {0}, answer = {0};
    print(&question, "VER 1 MSNP12 MSNP11 CVR0\r\nCVR 2 0x0409 winnt 5.1 i386 MSNMSGR 7.5.0324 msmsgs "
          "client%u@example.com\r\nUSR 3 TWN I client%u@example.com\r\n", presence->client, presence->client);
    say(capture, &presence->connection, CLIENT, &question);
    print(&answer, "VER 1 MSNP12\r\nCVR 2 7.5.0324 7.5.0324 6.0.0602 http://messenger.example.com/setup.msi "
          "http://messenger.example.com\r\nUSR 3 TWN S lc=1033,id=507,tw=40,ru=http%%3A%%2F%%2Fmessenger.example.com,"
          "ct=1136109600,kpp=1,kv=9,ver=2.1.6000.1,rn=%u,tpf=%08x\r\n", presence->client, below(capture, UINT32_MAX));
    say(capture, &presence->connection, SERVER, &answer);
    wait_at_most(capture, 900000);
}

static void show_ticket(struct capture *capture, struct presence *presence) {
    struct text ticket = {0}, answer = {0};
    uint8_t secret[600];
    fill_random(capture, secret, sizeof secret);
    print(&ticket, "USR 4 TWN S t=");
    append_base64(&ticket, secret, 420);
    print(&ticket, "&p=\r\n");
    say(capture, &presence->connection, CLIENT, &ticket);
    struct text profile = {0};
    print(&profile, "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsprofile; charset=UTF-8\r\nLoginTime: 1136109600\r\n"
          "EmailEnabled: 1\r\nMemberIdHigh: 84736\r\nMemberIdLow: %u\r\nlang_preference: 1033\r\nMSPAuth: ", presence->client);
    append_base64(&profile, secret, sizeof secret);
    print(&profile, "\r\nClientIP: 198.51.100.%u\r\nClientPort: 1863\r\n\r\n", presence->client % 256);
    print(&answer, "USR 4 OK client%u@example.com Client%%20%u 1 0\r\nMSG Hotmail Hotmail %zu\r\n", presence->client,
          presence->client, profile.length);
    append(&answer, profile.bytes, profile.length);
    send_bulk(capture, &presence->connection, SERVER, answer.bytes, answer.length);
}

static void list_contacts(struct capture *capture, struct presence *presence) {
    struct text question = {0}, lists = {0}, states = {0};
    uint32_t contacts = 10 + below(capture, 60);
    print(&question, "SYN 5 0 0\r\n");
    say(capture, &presence->connection, CLIENT, &question);
    print(&lists, "SYN 5 2006-01-01T10:00:00.0-08:00 2006-01-01T10:00:00.0-08:00 %u 1\r\nGTC A\r\nBLP AL\r\n"
          "LSG Friends c24a5a39-9a1b-4f5f-9d1e-0a2b3c4d5e6f\r\n", contacts);
    for (uint32_t i = 0; i < contacts; i++)
        print(&lists, "LST N=contact%u@example.com F=Contact%%20%u C=5b1c0d9e-1f2a-4b3c-8d4e-%012x 11 1\r\n", i, i, i);
    send_bulk(capture, &presence->connection, SERVER, lists.bytes, lists.length);
    question.length = 0;
    print(&question, "CHG 6 NLN 1342558252\r\n");
    say(capture, &presence->connection, CLIENT, &question);
    print(&states, "CHG 6 NLN 1342558252\r\n");
    for (uint32_t i = 0; i < contacts / 3; i++)
        print(&states, "ILN 6 NLN contact%u@example.com Contact%%20%u 1342558252 %%3Cmsnobj%%20Creator%%3D%%22contact%u%%40"
              "example.com%%22%%20Size%%3D%%2224539%%22%%20Type%%3D%%223%%22%%2F%%3E\r\nUBX contact%u@example.com 0\r\n",
              i, i, i, i);
    send_bulk(capture, &presence->connection, SERVER, states.bytes, states.length);
}

struct presence sign_in(struct capture *capture, uint32_t client) {
    struct presence presence = {.client = client, .transaction = 7};
    presence.connection = open_connection(capture, client, NOTIFICATION + client % 4, MESSENGER_PORT);
    greet(capture, &presence);
    show_ticket(capture, &presence);
    list_contacts(capture, &presence);
    return presence;
}

void hear_news(struct capture *capture, struct presence *presence) {
    struct text text = {0};
    uint32_t contact = below(capture, 70);
    switch (below(capture, 3)) {
    case 0:
        print(&text, "PNG\r\n");
        say(capture, &presence->connection, CLIENT, &text);
        text.length = 0;
        print(&text, "QNG 44\r\n");
        break;
    case 1:
        print(&text, "NLN BSY contact%u@example.com Contact%%20%u 1342558252\r\n", contact, contact);
        break;
    default: {
        struct text song = {0};
        print(&song, "<Data><PSM>feeling %u</PSM><CurrentMedia></CurrentMedia></Data>", contact);
        print(&text, "UBX contact%u@example.com %zu\r\n", contact, song.length);
        append(&text, song.bytes, song.length);
    }
    }
    say(capture, &presence->connection, SERVER, &text);
    acknowledge(capture, &presence->connection, CLIENT);
    wait_at_most(capture, 20000);
}

void list_groups(struct capture *capture, struct presence *presence) {
    struct text groups = {0}, line = {0};
    for (uint32_t i = 0; i < 300; i++)
        print(&groups, "<g n=\"Group%u\" i=\"c24a5a39-9a1b-4f5f-9d1e-%012x\"><t>%u</t></g>\r\n", i, i, below(capture, 1000));
    print(&line, "GCF 0 %zu\r\n", groups.length);
    append(&line, groups.bytes, groups.length);
    send_bulk(capture, &presence->connection, SERVER, line.bytes, line.length);
}
