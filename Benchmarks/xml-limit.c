// The least that any program does that reads an export with expat: its elements and texts one after the other, and nothing kept.
//
// usage: xml-limit FILE ...

#include <expat.h>
#include <stdio.h>

static long elements;
static void begin(void *data, const XML_Char *name, const XML_Char **attributes) { (void)data; (void)name; (void)attributes; elements++; }
static void end(void *data, const XML_Char *name) { (void)data; (void)name; }
static void text(void *data, const XML_Char *bytes, int count) { (void)data; (void)bytes; (void)count; }

int main(int count, char **arguments) {
    static char buffer[1 << 16];
    for (int i = 1; i < count; i++) {
        FILE *file = fopen(arguments[i], "rb");
        if (!file) { perror(arguments[i]); return 1; }
        XML_Parser parser = XML_ParserCreate(NULL);
        XML_SetElementHandler(parser, begin, end);
        XML_SetCharacterDataHandler(parser, text);
        size_t size;
        do {
            size = fread(buffer, 1, sizeof buffer, file);
            if (XML_Parse(parser, buffer, (int)size, size < sizeof buffer) == XML_STATUS_ERROR) {
                fprintf(stderr, "%s: %s\n", arguments[i], XML_ErrorString(XML_GetErrorCode(parser)));
                return 1;
            }
        } while (size == sizeof buffer);
        XML_ParserFree(parser);
        fclose(file);
    }
    printf("%ld elements\n", elements);
    return 0;
}
