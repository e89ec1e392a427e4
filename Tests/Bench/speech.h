/* What the two ends of a live connection say, so that a gateway takes it for chat, for a picture, for something
 * of which nothing has to be read, or for nothing of MSN's. */
#ifndef SPEECH_H
#define SPEECH_H
#include "text.h"

/* TURNS: messages of TURN bytes, each of which the other end answers with one. */
enum speech { CHAT, PICTURE, SKIPPED, FOREIGN, TURNS };
enum { TURN = 64 };

/* The bytes by which each end shows what it speaks. */
void print_opening(struct text *text, enum speech speech);
void print_greeting(struct text *text, enum speech speech);

/* What the other end speaks whose opening begins with this byte. */
enum speech speech_of(uint8_t first);

/* As much of the same as has room: whole messages, of which a client that waits for nothing may send any number. */
void print_body(struct text *text, enum speech speech, unsigned seed);

/* One turn, as a client sends it and as a server does. */
void print_turn(struct text *text);
void print_answer(struct text *text);

#endif
