/** fish 3.0 and later. */
export const FISH = String.raw`# fish completion for dispatch

function __dispatch_complete
    set -l typed (commandline -opc)
    set -l word (string unescape -- (commandline -ct))
    or set word (commandline -ct)
    set -l program $typed[1]
    set -e typed[1]
    set -l lines ($program __complete $typed "$word" 2>/dev/null)
    or return
    if test "$lines[-1]" = :files
        set -l flag (string match -r -- '^--[^=]+=' $word)
        set -l paths (__fish_complete_path (string replace -r -- '^--[^=]+=' '' $word))
        test -n "$paths"; and printf '%s\n' "$flag"$paths
        return
    end
    set -e lines[-1]
    test -n "$lines"; and printf '%s\n' $lines
end

complete -c dispatch -f -k -a '(__dispatch_complete)'
`;
