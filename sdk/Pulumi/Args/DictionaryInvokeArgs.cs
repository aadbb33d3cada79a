using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The arguments of a function as a dictionary.</summary>
public sealed class DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary) : InvokeArgs
{
    private readonly ImmutableDictionary<string, object?> _dictionary = Check(dictionary);

    internal override IReadOnlyCollection<KeyValuePair<string, object?>> ToProperties() => _dictionary;
}
