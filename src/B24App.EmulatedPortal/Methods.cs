using B24App.EmulatedPortal.Basics;
using B24App.EmulatedPortal.Chats;
using B24App.EmulatedPortal.Checklists;
using B24App.EmulatedPortal.Comments;
using B24App.EmulatedPortal.Crm;
using B24App.EmulatedPortal.Disk;
using B24App.EmulatedPortal.Elapsed;
using B24App.EmulatedPortal.Events;
using B24App.EmulatedPortal.Groups;
using B24App.EmulatedPortal.Kernel;
using B24App.EmulatedPortal.Results;
using B24App.EmulatedPortal.Stages;
using B24App.EmulatedPortal.Tasks;
using B24App.EmulatedPortal.Users;

namespace B24App.EmulatedPortal;

/// <summary>Every method the portal answers, one line a family.</summary>
public static class Methods
{
    /// <summary>Builds the table.</summary>
    public static MethodTable Build()
    {
        var table = new MethodTable();
        AppMethods.Register(table);
        PersonMethods.Register(table);
        OptionMethods.Register(table);
        PlacementMethods.Register(table);
        EventMethods.Register(table);
        OfflineMethods.Register(table);
        TaskMethods.Register(table);
        TaskStatusMethods.Register(table);
        TaskListMethods.Register(table);
        UserFieldMethods.Register(table);
        V3Methods.Register(table);
        CommentMethods.Register(table);
        MessageMethods.Register(table);
        MessengerMethods.Register(table);
        DialogMethods.Register(table);
        ChatUserMethods.Register(table);
        NotifyMethods.Register(table);
        DiskMethods.Register(table);
        ChatFileMethods.Register(table);
        TaskFileMethods.Register(table);
        ChecklistMethods.Register(table);
        ElapsedMethods.Register(table);
        StageMethods.Register(table);
        ResultMethods.Register(table);
        V3ResultMethods.Register(table);
        UserMethods.Register(table);
        GroupMethods.Register(table);
        GroupUserMethods.Register(table);
        CrmMethods.Register(table);
        return table;
    }
}
