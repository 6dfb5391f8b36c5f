// The least that any program does that reads a plan with libyaml: the events of the text, one after the other, and nothing kept.
//
// usage: yaml-limit FILE

#include <stdio.h>
#include <yaml.h>

int main(int count, char **arguments) {
    if (count != 2) { fputs("usage: yaml-limit FILE\n", stderr); return 2; }
    FILE *file = fopen(arguments[1], "rb");
    if (!file) { perror(arguments[1]); return 1; }
    yaml_parser_t parser;
    yaml_event_t event;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_file(&parser, file);
    long events = 0;
    for (int done = 0; !done; events++) {
        if (!yaml_parser_parse(&parser, &event)) { fprintf(stderr, "%s: %s\n", arguments[1], parser.problem); return 1; }
        done = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    fclose(file);
    printf("%ld events\n", events);
    return 0;
}
