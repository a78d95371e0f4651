/**
 * bash 3.2 and later, with or without the bash-completion package. Words are never evaluated. Bash splits words at the
 * characters of COMP_WORDBREAKS (`=` and `:` among them) and replaces only the last piece: the pieces are joined for the
 * question and the joined part is cut off the answers. Numbers say nothing by themselves: where several are listed they have
 * their descriptions behind them, of which readline inserts nothing, since no two of the numbers are the same.
 */
export const BASH = `# bash completion for dispatch

_dispatch() {
    local program=$1 line=\${COMP_LINE:0:COMP_POINT} piece= rest value about i n=-1
    local -a words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        rest=\${line#"\${line%%[![:space:]]*}"}
        piece=\${COMP_WORDS[i]}
        ((i == COMP_CWORD)) && piece=$rest
        if ((i > 0)) && [[ -n $rest && $rest == "$line" ]]; then
            words[n]+=$piece
        else
            words[++n]=$piece
        fi
        line=\${rest#"$piece"}
    done
    [[ $piece == [=:] ]] && piece=
    local -a numbers=()
    local word=\${words[n]}
    local joined=\${word%"$piece"}

    type -P -- "$program" >/dev/null || program=dispatch
    COMPREPLY=()
    while IFS=$'\\t' read -r value about; do
        case $value in
        :nofiles) ;;
        :files)
            compopt -o filenames 2>/dev/null
            while IFS= read -r value; do
                COMPREPLY+=("$value")
            done < <(compgen -f -- "$piece")
            ;;
        *)
            value=\${value#"$joined"}
            [[ $value == *= ]] && compopt -o nospace 2>/dev/null
            [[ $value != *[!0-9,]* ]] && numbers+=("$value\${about:+  $about}")
            [[ $value == *[!a-zA-Z0-9_@%+=:,./-]* ]] && printf -v value %q "$value"
            COMPREPLY+=("$value")
            ;;
        esac
    done < <("$program" __complete "\${words[@]:1}" 2>/dev/null)
    # 9 lists what there is, 63 and 64 do so in other modes of readline; in the others words are inserted as they are.
    if [[ $COMP_TYPE == 9 || $COMP_TYPE == 63 || $COMP_TYPE == 64 ]] && ((\${#numbers[@]} > 1)); then
        COMPREPLY=("\${numbers[@]}")
    fi
}

# Numbers in their own order; bash before 4.4 sorts them as words.
complete -o nosort -F _dispatch dispatch 2>/dev/null || complete -F _dispatch dispatch
`;
