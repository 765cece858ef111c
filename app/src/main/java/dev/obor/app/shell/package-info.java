/// What a person who types Java line by line has at hand, in `./obor shell` and in notebooks:
/// [dev.obor.app.shell.Shell].
package dev.obor.app.shell;
