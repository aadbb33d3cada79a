using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The inputs of a resource as a dictionary.</summary>
public sealed class DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary) : ResourceArgs
{
    private readonly ImmutableDictionary<string, object?> _dictionary = Check(dictionary);

    internal override IReadOnlyCollection<KeyValuePair<string, object?>> ToProperties() => _dictionary;
}
