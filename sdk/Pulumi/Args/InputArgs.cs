using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Named inputs, declared with <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    protected InputArgs()
    {
    }

    /// <summary>The inputs by their names on the wire, not yet serialised.</summary>
    internal virtual IReadOnlyCollection<KeyValuePair<string, object?>> ToProperties()
    {
        var members = ArgsModel.Of(GetType()).Members;
        var properties = new KeyValuePair<string, object?>[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            var member = members[i];
            var value = member.Get(this);
            if (value is null && member.IsRequired)
            {
                throw new ArgumentNullException(member.MemberName, $"{member.FullName} is required but was not given a value");
            }

            properties[i] = new(member.Name, member.IsJson ? JsonInput.Create(member.FullName, value) : value);
        }

        return properties;
    }

    /// <summary>Checks values that come without declared types, as the real SDK does: a class must be one of its output types.</summary>
    private protected static ImmutableDictionary<string, object?> Check(ImmutableDictionary<string, object?> dictionary)
    {
        foreach (var value in dictionary.Values)
        {
            var type = value?.GetType();
            if (type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(Output<>))
            {
                type = type.GenericTypeArguments[0];
            }

            if (type is not null)
            {
                OutputTypes.Check(nameof(dictionary), type);
            }
        }

        return dictionary;
    }
}
