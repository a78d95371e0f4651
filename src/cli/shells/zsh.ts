/** zsh, sourced after compinit or as the file _dispatch in a folder of $fpath. */
export const ZSH = `#compdef dispatch
# zsh completion for dispatch

_dispatch() {
    local -a lines entries unfinished
    local line value program=$words[1]
    (( $+commands[$program] )) || [[ -x $program ]] || program=dispatch
    lines=("\${(@f)$("$program" __complete "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}")
    for line in $lines; do
        case $line in
        :nofiles) ;;
        :files)
            compset -P '--[^=]##='
            _files
            return
            ;;
        *)
            value=\${line%%$'\\t'*}
            line="\${value//:/\\\\:}\${\${line#$value}/$'\\t'/:}"
            if [[ $value == *= ]]; then unfinished+=("$line"); else entries+=("$line"); fi
            ;;
        esac
    done
    (( $#entries )) && _describe -V dispatch entries
    (( $#unfinished )) && _describe -V dispatch unfinished -S ''
}

if [[ $funcstack[1] == _dispatch ]]; then
    _dispatch "$@"
else
    compdef _dispatch dispatch
fi
`;
