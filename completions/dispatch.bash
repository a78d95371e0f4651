# bash completion for dispatch

_dispatch() {
    local program=$1 line=${COMP_LINE:0:COMP_POINT} piece= rest value i n=-1
    local -a words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        rest=${line#"${line%%[![:space:]]*}"}
        piece=${COMP_WORDS[i]}
        ((i == COMP_CWORD)) && piece=$rest
        if ((i > 0)) && [[ -n $rest && $rest == "$line" ]]; then
            words[n]+=$piece
        else
            words[++n]=$piece
        fi
        line=${rest#"$piece"}
    done
    [[ $piece == [=:] ]] && piece=
    local word=${words[n]}
    local joined=${word%"$piece"}

    type -P -- "$program" >/dev/null || program=dispatch
    COMPREPLY=()
    while IFS=$'\t' read -r value _; do
        case $value in
        :nofiles) ;;
        :files)
            compopt -o filenames 2>/dev/null
            while IFS= read -r value; do
                COMPREPLY+=("$value")
            done < <(compgen -f -- "$piece")
            ;;
        *)
            value=${value#"$joined"}
            [[ $value == *[!a-zA-Z0-9_@%+=:,./-]* ]] && printf -v value %q "$value"
            COMPREPLY+=("$value")
            ;;
        esac
    done < <("$program" __complete "${words[@]:1}" 2>/dev/null)
}

complete -F _dispatch dispatch
