# PowerShell completion for dispatch

Register-ArgumentCompleter -Native -CommandName 'dispatch' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @()
    $current = ''
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        $extent = $element.Extent
        if ($extent.EndOffset -lt $cursorPosition) {
            if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) {
                $words += $element.Value
            } else {
                $words += $extent.Text
            }
        } elseif ($extent.StartOffset -lt $cursorPosition) {
            $current = $extent.Text.Substring(0, $cursorPosition - $extent.StartOffset)
        }
    }
    $joined = ''
    if ($current.EndsWith($wordToComplete)) {
        $joined = $current.Substring(0, $current.Length - $wordToComplete.Length)
    }
    if ($current -eq '') { $current = ' ' }

    $lines = @(& dispatch __complete @words $current 2>$null)
    if ($lines.Count -eq 0 -or $lines[-1] -eq ':files') { return }
    if ($lines.Count -eq 1) { return '' }
    foreach ($line in $lines[0..($lines.Count - 2)]) {
        $value, $about = $line -split [char]9, 2
        if (-not $about) { $about = $value }
        $text = $value.Substring($joined.Length)
        if ($text -match '[^\w@%+=:,./-]') { $text = "'" + $text.Replace("'", "''") + "'" }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
    }
}
