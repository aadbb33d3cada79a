namespace Infra.Reports.Sovereignty;

/// <summary>What of the rows of a plan speaks for a control.</summary>
public enum ControlEvidenceKind
{
    /// <summary>That they are listed.</summary>
    Inventory,

    /// <summary>That their country is known.</summary>
    Place,

    /// <summary>That the law of their operator is known.</summary>
    Law,

    /// <summary>That what they store has a key of the customer.</summary>
    Key,

    /// <summary>That they are not reached from the internet.</summary>
    Way,

    /// <summary>That it is known how long they keep data.</summary>
    Kept,
}
