namespace Pulumi;

/// <summary>A name that a resource had before.</summary>
public sealed class Alias
{
    public string? Urn { get; set; }

    public Input<string>? Name { get; set; }

    public Input<string>? Type { get; set; }

    public Input<string>? Stack { get; set; }

    public Input<string>? Project { get; set; }

    public Resource? Parent { get; set; }

    public Input<string>? ParentUrn { get; set; }

    public bool NoParent { get; set; }

    /// <summary>Fails where this alias contradicts itself. What it means in the end is for the engine.</summary>
    internal Alias Check()
    {
        if (Urn is not null)
        {
            Refuse(Name is not null, nameof(Name));
            Refuse(Type is not null, nameof(Type));
            Refuse(Project is not null, nameof(Project));
            Refuse(Stack is not null, nameof(Stack));
            Refuse(Parent is not null, nameof(Parent));
            Refuse(ParentUrn is not null, nameof(ParentUrn));
            Refuse(NoParent, nameof(NoParent));
        }

        if ((Parent is null ? 0 : 1) + (ParentUrn is null ? 0 : 1) + (NoParent ? 1 : 0) > 1)
        {
            throw new ArgumentException(
                $"Only specify one of '{nameof(Parent)}', '{nameof(ParentUrn)}' or '{nameof(NoParent)}' in an {nameof(Alias)}");
        }

        return this;
    }

    private static void Refuse(bool isSet, string name)
    {
        if (isSet)
        {
            throw new ArgumentException($"{nameof(Alias)} should not specify both {nameof(Urn)} and {name}");
        }
    }
}
